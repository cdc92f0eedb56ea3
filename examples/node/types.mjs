// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// node types.mjs SCHEMAS OUT
//     writes OUT/weltoffen.d.ts: a TypeScript type for each kind of document and each definition
//
// Nothing is fetched: references are resolved among the files in SCHEMAS.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compile } from "json-schema-to-typescript";

const [folder, out] = process.argv.slice(2);
const read = (name) => prepared(JSON.parse(readFileSync(join(folder, name), "utf8")));
const base = read("common.schema.json").$id.replace("common.schema.json", "");
const files = readdirSync(folder).filter((name) => !/^(bundle|common)\./.test(name)).sort();

// A schema says more than the generator reads, and one thing in other words than it understands.
function prepared(schema) {
  if (Array.isArray(schema)) return schema.map(prepared);
  if (typeof schema !== "object" || schema === null) return schema;
  if (isBarred(schema)) return { tsType: "never" };
  // Conditions, such as "single needs scale", are for validators: types say only which keys there are.
  const { if: _if, then: _then, else: _else, allOf: _allOf, not: _not, ...kept } = schema;
  const one = Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, prepared(value)]));
  if (typeof one.title === "string") one.title = one.title.replace(/ [(–].*/, ""); // without the German
  if (!("$ref" in one)) return one;
  // Beside a reference the generator lets keywords replace those of the definition; they are to be added.
  const { $ref, title, description, ...more } = one;
  const named = Object.entries({ title, description }).filter(([, text]) => text);
  const properties = Object.entries(more.properties ?? {}).map(([key, value]) => {
    return [key, value === true ? { tsType: "{}" } : value]; // as in the definition, and not undefined
  });
  const added = Object.keys(more).length
    ? [{ ...more, properties: Object.fromEntries(properties), additionalProperties: false }]
    : [];
  return named.length || added.length
    ? { ...Object.fromEntries(named), allOf: [{ $ref }, ...added] }
    : { $ref };
}

function isBarred({ not }) {
  return not !== undefined && Object.keys(not).length === 0;
}

const all = {
  title: "Document",
  description: "Any document of weltoffen; its $schema tells which.",
  oneOf: files.map((name) => ({ $ref: base + name })),
};
const text = await compile(all, "Document", {
  additionalProperties: true,
  bannerComment: "// Made by types.mjs from the schemas; do not edit.",
  cwd: resolve(folder),
  ignoreMinAndMaxItems: true, // a list is a list, not a tuple with that many members
  $refOptions: {
    resolve: {
      http: false,
      file: false,
      ours: {
        order: 1,
        canRead: ({ url }) => url.startsWith(base),
        read: ({ url }) => read(url.slice(base.length)),
      },
    },
  },
});
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "weltoffen.d.ts"), text);
