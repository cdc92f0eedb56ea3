// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Documents with types, as types.mjs writes them: node types.mjs ../schemas types

import type { Report, Response } from "./types/weltoffen.js";

// [start: write]
export const response: Response = {
  "$schema": "https://w3id.org/weltoffen/schemas/1.0.0/response.schema.json",
  "questionnaire": { "id": "weltoffen-questionnaire", "version": "2026.1" },
  "assessment": "musterstadt-2026",
  "perspective": "administration",
  "capacity": "official",
  "part": "social-office",
  "answers": {
    "steering-coordination-office": "carried-out",
    "steering-permanent-share": 50,
    "standing-sector-plans": ["schools", "youth-services"],
    "standing-own-budget": "unknown"
  }
};
// [end: write]

// [start: read]
// What stands between a town and its targets, in the report's own order.
export function needs(report: Report, language: string): string[] {
  const titles = new Map(report.nodes.map((node) => [node.node, node.title]));
  return report.needs.map(({ node, gap }) => {
    const title = titles.get(node)?.[language] ?? node;
    return `${title}: ${gap.points.percent} percentage points, ${gap.stages} stages`;
  });
}

// Absent is not 0: a number may be protected, or there is nothing to count.
export function respondents(report: Report): number | "protected" {
  return report.responses ?? "protected";
}
// [end: read]
