// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Writes TypeScript types of each kind of document with quicktype: node quicktype.mjs SCHEMAS OUT

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputData, JSONSchemaInput, JSONSchemaStore, quicktype } from "quicktype-core";

const [folder, out] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");

class Files extends JSONSchemaStore {
  async fetch(address) {
    return JSON.parse(read(address.split("/").at(-1)));
  }
}

mkdirSync(out, { recursive: true });
for (const file of readdirSync(folder).filter((name) => !/^(bundle|common)\./.test(name))) {
  const name = file.replace(".schema.json", "");
  const input = new JSONSchemaInput(new Files());
  await input.addSource({ name, schema: read(file) });
  const inputData = new InputData();
  inputData.addInput(input);
  const rendererOptions = { "just-types": "true" };
  const { lines } = await quicktype({ inputData, lang: "typescript", rendererOptions });
  writeFileSync(join(out, `${name}.ts`), lines.join("\n"));
}
