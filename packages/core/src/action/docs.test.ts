// docs/actions.md names everything the contract has.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RULES } from "../shell/index.ts";
import { ACTION_V1, MARKERS } from "./contracts.ts";

const docs = readFileSync(new URL("../../../../docs/actions.md", import.meta.url), "utf8");

test.each(Object.entries(RULES))("the rule %s stands in the docs with its class and meaning", (name, rule) => {
  const row = docs.split("\n").find((line) => line.startsWith(`| \`${name}\``));
  expect(row?.replace(/\s+/g, " ")).toBe(`| \`${name}\` | ${rule.class} | ${rule.meaning} |`);
});

test.each([...MARKERS])("the marker %s stands in the docs", (marker) => {
  expect(docs).toContain(`\`${marker}\``);
});

test("every field of an action stands in the docs", () => {
  const records = ACTION_V1["oneOf"] as readonly {
    readonly properties: Readonly<Record<string, { readonly const?: unknown }>>;
  }[];
  const action = records.find((record) => record.properties["record"]?.const === "action");
  const missing = Object.keys(action?.properties ?? {}).filter(
    (field) => field !== "record" && !docs.includes(`\`${field}\``),
  );
  expect(missing).toEqual([]);
});
