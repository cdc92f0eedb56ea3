# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of sheets and pages share: a small edition with every kind of thing, and strict readers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import attrs
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.builders import STAGES, after

import weltoffen as wo
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Gate, Question, Questionnaire
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.source import Source
from weltoffen.model.suggestion import Module, Office, StageText, Suggestion
from weltoffen.model.target import Level, Node, TargetModel
from weltoffen.model.text import Text

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "<script>alert(1)</script> ![b](http://x.example/y.png) [l](javascript:1) <http://z.example> |\n"
    "# h\n- i `c` **s** &lt; \" onload='x' </style></p> --> ]]> \u202e"
)
TRICKY = st.text(
    alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~$^&;:=/\"' \t\n1aw\u202e\x00é"), max_size=30
).map(lambda text: f"a{text}")
"""Texts of whatever means something in Markdown or HTML; something of each can always be read."""


def said(name: str) -> dict[str, str]:
    """Give a text that names itself, in three languages."""
    return {"de": f"{name} (de)", "en": f"{name} (en)", "de-simple": f"{name} (einfach)"}


def both(name: str) -> dict[str, str]:
    """Give a text without plain language."""
    return {"de": f"{name} (de)", "en": f"{name} (en)"}


def option(name: str, points: int, **more: Any) -> Option:  # noqa: ANN401 - any field
    return Option(id=name, title=said(f"Option {name}"), points=points, **more)


STEPS = Scale(
    id="steps",
    prompt=said("Wie weit?"),
    options=[
        option("none", 0, description=said("Noch nichts")),
        option("some", 1),
        option("all", 2, description=said("Alles")),
    ],
)
AGREE = Scale(id="agree", options=[option("no", 0), option("yes", 1)])
OFFICES = (
    Office(id="personnel", title=said("Personalamt"), description=both("Wer einstellt")),
    Office(id="press", title=said("Presse")),
    Office(id="cellar", title=said("Keller")),
)
MODULES = (Module(id="workshop", title=said("Werkstatt")),)
QUESTIONS = (
    Question(
        id="plan-there",
        node="care-plan",
        title=said("Gibt es einen Plan?"),
        form=SingleChoice(scale="steps"),
        help=said("Was als Plan gilt"),
        evidence=both("Ein Papier"),
        ask=["personnel", "press"],
        sources=[
            Source(kind="law", citation="§ 1 Gesetz", note=both("Gebietet es")),
            Source(kind="standard", citation="Norm 2"),
            Source(kind="own", note=both("Weil es hilft")),
        ],
    ),
    Question(
        id="plan-parts",
        node="care-plan",
        title=said("Was steht darin?"),
        form=Checklist(options=[option("x", 1), option("y", 1), option("z", 2)], cap=3),
        ask=["press"],
        depends_on=after("plan-there", "some", "all"),
    ),
    Question(
        id="plan-share",
        node="care-plan",
        title=said("Welcher Anteil?"),
        form=NumberEntry(
            minimum=0,
            maximum="99.5",
            unit=said("Prozent"),
            bands=[
                Band(id="low", lower=0, points=0, title=said("Klasse low")),
                Band(id="high", lower=50, points=1),
            ],
        ),
    ),
    Question(
        id="money-staff",
        node="care-money",
        title=said("Wie viele Stellen?"),
        form=NumberEntry(minimum=1, maximum=40),
        ask=["personnel"],
        depends_on=after("plan-share", "low", "high"),
    ),
    Question(
        id="money-why",
        node="care-money",
        title=said("Warum?"),
        form=FreeText(max_length=321),
        depends_on=after("plan-parts", "x", "z"),
    ),
    Question(
        id="door-open",
        node="open-door",
        title=said("Steht die Tür offen?"),
        form=SingleChoice(scale="agree"),
    ),
    Question(
        id="door-kept",
        node="open-door",
        title=said("Bleibt sie es?"),
        form=SingleChoice(scale="steps"),
        ask=["press"],
        depends_on=after("plan-there", "all"),
    ),
)
NODES = (
    Node(
        id="care",
        title=said("Sorge"),
        description=said("Ziel der Sorge"),
        stage_texts=[
            StageText(
                stage="one",
                assessment=both("Einschätzung eins"),
                suggestions=[
                    Suggestion(
                        id="full",
                        text=both("Anregung voll"),
                        effort="small",
                        carrier="personnel",
                        module="workshop",
                    ),
                    Suggestion(id="bare", text=both("Anregung bloß")),
                ],
            ),
            StageText(stage="two", assessment=both("Einschätzung zwei")),
        ],
    ),
    Node(id="care-plan", parent="care", title=said("Plan"), description=both("Ziel des Plans")),
    Node(id="care-money", parent="care", title=said("Geld")),
    Node(id="open", title=said("Offenheit")),
    Node(id="open-door", parent="open", title=said("Tür")),
    Node(id="empty", title=said("Leere")),
)
NO_ANSWERS = (
    NoAnswer(id="unknown", title=said("weiß nicht"), description=said("Auch nach Nachfragen")),
    NoAnswer(id="not-applicable", title=said("passt nicht")),
)


def paper(
    *,
    nodes: tuple[Node, ...] = NODES,
    questions: tuple[Question, ...] = QUESTIONS,
    scales: tuple[Scale, ...] = (STEPS, AGREE),
    no_answers: tuple[NoAnswer, ...] = NO_ANSWERS,
    gates: tuple[Gate, ...] = (),
    licence: str | None = "CC-BY-4.0",
    depth: int = 2,
    languages: tuple[str, str] = ("de", "de"),
) -> wo.Edition:
    """Give the small edition, or a variant; `languages` are the source languages of model and questions."""
    model = TargetModel(
        id="model",
        version="1.2",
        title=said("Zielbild"),
        source_language=languages[0],
        levels=[Level(id=f"level-{i}", title=said(f"Ebene {i}")) for i in range(depth)],
        stages=[attrs.evolve(stage, title=said(f"Stufe {stage.id}")) for stage in STAGES],
        nodes=nodes,
        offices=OFFICES,
        modules=MODULES,
    )
    asked = Questionnaire(
        id="asked",
        version="3.4",
        target_model=model.reference,
        title=said("Bogen"),
        source_language=languages[1],
        scales=scales,
        no_answers=no_answers,
        questions=questions,
        gates=gates,
        licence=licence,
    )
    return wo.Edition(target_model=model, questionnaire=asked)


def reworded(value: Any, text: str) -> Any:  # noqa: ANN401 - any model value
    """Put a text in the place of every text of an edition, citations and licences among them."""
    if isinstance(value, Text):
        return Text(dict.fromkeys(value.languages, text))
    if isinstance(value, tuple):
        return tuple(reworded(one, text) for one in value)
    if attrs.has(type(value)) and not isinstance(value, wo.Reference):
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        changed = {name: reworded(getattr(value, name), text) for name in names}
        for name in {"licence", "citation"} & changed.keys():
            changed[name] = changed[name] and text
        return attrs.evolve(value, **changed)
    return value


def named(edition: wo.Edition) -> wo.Edition:
    """Give every question its id as title, so that it can be found on a sheet."""
    asked = edition.questionnaire
    questions = [attrs.evolve(q, title={"de": f"Frage:{q.id}:"}) for q in asked.questions]
    return attrs.evolve(edition, questionnaire=attrs.evolve(asked, questions=questions))


def one_line(text: str) -> str:
    """Say how a text is read on a sheet: on one line, without control characters and reversing marks."""
    kept = "".join(max(c, " ") for c in text if c != "\u202e")
    return " ".join(kept.split())


# --- Reading HTML back -------------------------------------------------------------------------------


@attrs.define
class Element:
    """An element of a page, with all the text in it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    children: list[Element] = attrs.Factory(list)

    def walk(self) -> list[Element]:
        """Give the element and everything in it, in the order of the page."""
        return [self, *(one for child in self.children for one in child.walk())]

    def all(self, tag: str, name: str | None = None) -> list[Element]:
        """Find elements by tag, and by class if one is named."""
        return [
            one
            for one in self.walk()
            if one.tag == tag
            and (name is None or name in (one.attributes.get("class") or "").split())
        ]

    def texts(self, tag: str, name: str | None = None) -> list[str]:
        """Give the texts of `all`."""
        return [one.text for one in self.all(tag, name)]


class _Reader(HTMLParser):
    """Reads HTML strictly: every element is closed where it should be, nothing but elements and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.declared: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), "an attribute stands twice"
        found = Element(tag, dict(attrs))
        self.open[-1].children.append(found)
        if tag != "meta":
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def read_html(page: str) -> Element:
    """Read a page back; fails if it is not well-formed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    assert reader.declared == ["DOCTYPE html"]
    (html,) = reader.root.children
    return html


# --- Reading Markdown back ---------------------------------------------------------------------------


def types_of(markdown: str) -> list[str]:
    """Name every token of a document, also those inside paragraphs; texts together count as one."""
    found: list[str] = []
    for token in MARKDOWN.parse(markdown):
        inside = [c.type for c in token.children or [] if c.type not in {"text", "text_special"}]
        found += [f"{token.type} {token.tag}", *inside]
    return found


def lines_of(markdown: str) -> list[str]:
    """Give the text of every heading, paragraph and item, without marks."""
    return [
        "".join("\n" if c.type == "softbreak" else c.content for c in token.children or [])
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    ]


def headings_of(markdown: str) -> list[tuple[int, str]]:
    """Give level and text of every heading."""
    tokens = MARKDOWN.parse(markdown)
    return [
        (int(token.tag[1]), "".join(c.content for c in tokens[i + 1].children or []))
        for i, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def skips(levels: list[int]) -> list[tuple[int, int]]:
    """Find headings that go down more than one level at once."""
    return [(one, two) for one, two in zip([0, *levels], levels, strict=False) if two > one + 1]


def number_of(title: str) -> int:
    """Give the number before the title of a question."""
    found = re.match(r"(\d+)\. ", title)
    assert found, title
    return int(found[1])
