// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Judges every document of the corpus with ajv in its strict mode and prints the errors as JSON:
// node validate.mjs FOLDER_OF_SCHEMAS FOLDER_OF_CORPUS
// The corpus, its patches and the names of errors are described in ../schemas/schemacorpus.py.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

const [schemaFolder, corpus] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const list = (folder, ending) => readdirSync(folder).filter((name) => name.endsWith(ending)).sort();

const OPTIONS = { strict: true, allErrors: true, verbose: true }; // verbose: errors carry their data
const ajv = new Ajv2020(OPTIONS);
const schemas = {};
for (const file of list(schemaFolder, ".schema.json")) {
  const name = file.replace(".schema.json", "");
  schemas[name] = read(schemaFolder, file);
  if (name !== "bundle") ajv.addSchema(schemas[name]);
}
const judges = {};
for (const [name, schema] of Object.entries(schemas)) {
  if (name !== "bundle") judges[name] = ajv.getSchema(schema.$id); // compiles; throws where not strict
}
const bundle = new Ajv2020(OPTIONS).compile(schemas.bundle);

function value(operation) {
  if ("repeat" in operation) {
    const { before = "", text, times } = operation.repeat;
    return before + text.repeat(times);
  }
  if ("members" in operation) {
    const { prefix, times, value: member } = operation.members;
    return Object.fromEntries(Array.from({ length: times }, (_, i) => [prefix + i, member]));
  }
  return structuredClone(operation.value);
}

function patched(document, patch) {
  const holder = { "": structuredClone(document) };
  for (const operation of patch) {
    const steps = operation.path.split("/").map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop();
    const at = steps.reduce((inner, step) => inner[step], holder);
    if (operation.op === "remove") {
      if (Array.isArray(at)) at.splice(Number(last), 1);
      else delete at[last];
    } else if (operation.op === "add" && Array.isArray(at)) {
      at.splice(Number(last), 0, value(operation));
    } else {
      at[last] = value(operation);
    }
  }
  return holder[""];
}

// ajv also reports what lies inside `anyOf` and `propertyNames`, and `if` beside what its branch found.
function named(errors) {
  const variants = errors.filter((e) => e.keyword === "anyOf").map((e) => e.instancePath);
  const inside = (path) => variants.some((v) => path === v || path.startsWith(`${v}/`));
  const badKeys = new Set();
  for (const e of errors) {
    if (e.keyword === "propertyNames") badKeys.add(`${e.instancePath}/${e.params.propertyName}`);
  }
  const ofKey = (e) => typeof e.data === "string" && badKeys.has(`${e.instancePath}/${e.data}`);
  const kept = errors.filter(
    (e) => e.keyword === "anyOf" || (e.keyword !== "if" && !ofKey(e) && !inside(e.instancePath)),
  );
  return [...new Set(kept.map((e) => JSON.stringify([e.keyword, e.instancePath])))].map(JSON.parse);
}

const found = {};
function judge(key, schema, document) {
  const validate = judges[schema];
  const errors = validate(document) ? [] : named(validate.errors);
  found[key] = { errors, bundle: bundle(document) };
}

const schemaOf = (document) => document.$schema.split("/").at(-1).replace(".schema.json", "");
for (const file of list(join(corpus, "valid"), ".json")) {
  const document = read(corpus, "valid", file);
  judge(`valid/${file}`, schemaOf(document), document);
}
for (const file of list(join(corpus, "invalid"), ".expected.json")) {
  const name = file.replace(".expected.json", ".json");
  judge(`invalid/${name}`, read(corpus, "invalid", file).schema, read(corpus, "invalid", name));
}
for (const file of list(join(corpus, "mutations"), ".json")) {
  const { base, cases } = read(corpus, "mutations", file);
  const document = read(corpus, base);
  cases.forEach(({ patch }, index) =>
    judge(`mutations/${file}#${index}`, schemaOf(document), patched(document, patch)),
  );
}
process.stdout.write(JSON.stringify({ compiled: Object.keys(judges).sort(), found }));
