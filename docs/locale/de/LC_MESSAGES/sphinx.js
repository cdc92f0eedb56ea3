// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0
// In place of Sphinx's own: there the numbers of pages found have no German words, and the search stops.
Documentation.addTranslations({
  locale: "de",
  messages: {
    ", in ": ", in ",
    "Hide Search Matches": "Suchtreffer ausblenden",
    "Preparing search...": "Suche wird vorbereitet …",
    "Search": "Suche",
    "Search Results": "Suchergebnisse",
    "Searching": "Suche läuft",
    "Search finished, found one page matching the search query.": [
      "Eine Seite gefunden.",
      "${resultCount} Seiten gefunden.",
    ],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Keine Seite gefunden. Ist jedes Wort richtig geschrieben?",
  },
  plural_expr: "(n != 1)",
});
