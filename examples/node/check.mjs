// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// node check.mjs [--language de] [--kit FOLDER] [--responses SCHEMA] FILE…
//     validates documents; responses also by the schema of their questionnaire, if it is given
// node check.mjs [--language de] [--kit FOLDER] --problems FILE…
//     words what `weltoffen check --format json` printed; - is standard input
//
// The kit is the folder with schemas/bundle.schema.json and problems.json. Exit codes are those of
// `weltoffen check`: 0 all is well, 1 there are problems, 2 a file cannot be read.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compile, message, parse, printable, readProblems } from "./validate.mjs";

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: "string", default: "en" },
    kit: { type: "string", default: fileURLToPath(new URL("..", import.meta.url)) },
    responses: { type: "string" },
    problems: { type: "boolean", default: false },
  },
});

const MOST = 1000; // of the problems of one file, as in the library
const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const texts = json(options.kit, "problems.json");
const byBundle =
  options.problems || compile(json(options.kit, "schemas", "bundle.schema.json"));
const byQuestionnaire = options.responses && compile(json(options.responses));

function judged(bytes) {
  const { document, problem } = parse(bytes);
  if (problem) return [problem];
  const problems = byBundle(document);
  const isResponse = () => document.$schema.endsWith("/response.schema.json");
  return problems.length || !byQuestionnaire || !isResponse() ? problems : byQuestionnaire(document);
}

function shown({ line, cell, pointer, code, ...rest }, file) {
  const place = [line, cell, pointer, code].filter((part) => part != null && part !== "");
  const text = message({ code, ...rest }, texts, options.language);
  return printable([rest.file ?? file, ...place, text].join(": "));
}

for (const file of files) {
  let problems;
  try {
    const bytes = readFileSync(file === "-" ? 0 : file);
    problems = options.problems ? readProblems(bytes.toString("utf8")) : judged(bytes);
  } catch (error) {
    console.error(`${printable(file)}: ${error.code ?? error.name}`); // not its message: it repeats the input
    process.exitCode = 2;
    continue;
  }
  for (const problem of problems.slice(0, MOST)) console.log(shown(problem, file));
  if (problems.length > MOST) console.log(`${printable(file)}: + ${problems.length - MOST}`);
  if (problems.some(({ severity }) => severity !== "warning")) process.exitCode ||= 1;
}
