// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Judges the corpus of an unpacked schema kit with the kit's own example: node kit.mjs KIT
// Prints the problems of each document in order, by the bundle; for invalid/ by the schema named; and
// for responses also by the schema of their questionnaire.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [kit] = process.argv.slice(2);
const { compile, parse } = await import(pathToFileURL(join(kit, "node", "validate.mjs")));
const json = (...path) => JSON.parse(readFileSync(join(kit, ...path), "utf8"));

const bundle = json("schemas", "bundle.schema.json");
const byBundle = compile(bundle);
const byResponses = compile(json("corpus", "responses", "for", "response.schema.json"));
const { $schema, $defs } = bundle;
const bySchema = (name) => compile({ $schema, $id: `urn:one:${name}`, $ref: $defs[name].$id, $defs });

function bake({ parts }) {
  const one = ({ text, times = 1, count }) =>
    count === undefined
      ? text.repeat(times)
      : Array.from({ length: count }, (_, n) => text.replaceAll("{n}", n)).join("");
  return Buffer.from(parts.map(one).join(""));
}

const found = json("corpus", "index.json").cases.map((one) => {
  const bytes = one.recipe ? bake(one.recipe) : readFileSync(join(kit, "corpus", one.file));
  const { document, problem } = parse(bytes);
  if (problem) return { parsed: false, problems: [problem] };
  return {
    parsed: true,
    problems: byBundle(document),
    byJudge: one.judgedBy && bySchema(one.judgedBy)(document),
    byItsOwnSchema: one.byItsOwnSchema && byResponses(document),
  };
});
process.stdout.write(JSON.stringify(found));
