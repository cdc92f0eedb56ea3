// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Validates documents of weltoffen by their schemas, with ajv. For use in programs; check.mjs is the
// command line around it.

import Ajv2020 from "ajv/dist/2020.js";

export const LARGEST = 16 * 1024 * 1024; // bytes, as in the library
const SHOWN = 60; // characters of a key that a message repeats

// [start: parse]
// Bytes in: a text that was read before may have lost broken characters already. JSON.parse keeps
// the last of several equal keys and rounds long numbers; neither can be seen afterwards.
export function parse(bytes) {
  if (bytes.length > LARGEST) return { problem: at("", "too-large", { maximum: LARGEST }) };
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes); // drops a byte order mark
  } catch {
    return { problem: at("", "not-utf8", { offset: "?" }) };
  }
  try {
    return { document: JSON.parse(text) };
  } catch {
    return { problem: at("", "not-json", { line: "?", column: "?" }) };
  }
}
// [end: parse]

// [start: compile]
// One schema is enough: the bundle holds all others, and nothing is fetched.
export function compile(schema) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true });
  const validate = ajv.compile(schema);
  return (document) => (validate(document) ? [] : validate.errors.flatMap(told(validate.errors)));
}
// [end: compile]

const at = (path, code, parameters = {}) => ({ pointer: cut(path), code, parameters });
const step = (key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
const unstep = (text) => text.replaceAll("~1", "/").replaceAll("~0", "~");

// Keys and names of files may hold what moves the cursor of a terminal or turns its line around.
export function printable(text) {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    return `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`;
  });
}

function short(key) {
  const all = [...printable(key)];
  return all.length > SHOWN ? `${all.slice(0, SHOWN - 1).join("")}…` : all.join("");
}

function cut(path) {
  const steps = path.split("/").slice(1);
  return steps.map((text) => step(short(unstep(text)))).join("");
}

const RANGE = (e) =>
  at(e.instancePath, "outside-range", {
    minimum: e.parentSchema.minimum ?? e.parentSchema.exclusiveMinimum ?? "−∞",
    maximum: e.parentSchema.maximum ?? e.parentSchema.exclusiveMaximum ?? "∞",
  });
const LEAST = (code) => (e) => at(e.instancePath, code, { minimum: e.schema });
const MOST = (code) => (e) => at(e.instancePath, code, { maximum: e.schema });

// [start: codes]
// The problem codes of the library, as far as a schema's keyword leads to them.
const PROBLEMS = {
  required: (e) => {
    const key = e.params.missingProperty;
    return at(e.instancePath + step(key), "missing-key", { key });
  },
  additionalProperties: (e) => {
    const key = e.params.additionalProperty;
    return at(e.instancePath + step(key), "unknown-key", { key: short(key) });
  },
  propertyNames: (e) => at(e.instancePath + step(e.params.propertyName), "bad-key"),
  type: (e) => at(e.instancePath, "wrong-type", { expected: e.schema }),
  enum: (e) => at(e.instancePath, "not-allowed", { allowed: e.schema.join(", ") }),
  const: (e) => at(e.instancePath, "not-allowed", { allowed: String(e.schema) }),
  pattern: (e) => at(e.instancePath, "wrong-form"),
  anyOf: (e) => at(e.instancePath, "no-variant"),
  not: (e) =>
    Object.keys(e.schema).length
      ? at(e.instancePath, "reserved-id", { id: e.data })
      : at(e.instancePath, "not-allowed-here"),
  "false schema": (e) => at(e.instancePath, "not-allowed-here"),
  minLength: LEAST("too-short"),
  maxLength: MOST("too-long"),
  minItems: LEAST("too-few"),
  maxItems: MOST("too-many"),
  minProperties: LEAST("too-few"),
  maxProperties: MOST("too-many"),
  minimum: RANGE,
  maximum: RANGE,
  exclusiveMinimum: RANGE,
  exclusiveMaximum: RANGE,
};
// [end: codes]

// ajv also reports what lies inside `anyOf` and `propertyNames`, and `if` beside what its branch found.
function told(errors) {
  const variants = new Set();
  const badKeys = new Set();
  for (const e of errors) {
    if (e.keyword === "anyOf") variants.add(e.instancePath);
    if (e.keyword === "propertyNames") badKeys.add(e.instancePath + step(e.params.propertyName));
  }
  const isInside = (path) => {
    const steps = path.split("/");
    return steps.some((_, n) => variants.has(steps.slice(0, n + 1).join("/")));
  };
  const seen = new Set();
  return (e) => {
    if (e.keyword === "if") return [];
    if (e.keyword !== "anyOf" && isInside(e.instancePath)) return [];
    const isKey = typeof e.data === "string" && badKeys.has(e.instancePath + step(e.data));
    if (isKey) return [];
    const problem = PROBLEMS[e.keyword](e);
    const name = `${problem.code} ${problem.pointer}`;
    return seen.has(name) ? [] : [(seen.add(name), problem)];
  };
}

// [start: message]
// Words a problem, its own or one of `weltoffen check --format json`, by the texts of problems.json.
export function message({ code, parameters = {}, message: given = code }, texts, language) {
  const told = Object.hasOwn(texts, code) ? texts[code][language === "de" ? "de" : "en"] : given;
  return String(told).replaceAll(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}

// Reads what `weltoffen check --format json` prints: one problem on each line.
export function readProblems(text) {
  const problems = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const isProblem = (one) => typeof one?.code === "string" && typeof one.pointer === "string";
  if (!problems.every(isProblem)) throw new TypeError("no list of problems");
  return problems;
}
// [end: message]
