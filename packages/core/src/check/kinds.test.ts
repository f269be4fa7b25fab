import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAMAGE_KINDS } from "../bytes/damage.ts";
import { checkContracts } from "./contracts.ts";
import { KINDS, SEVERITIES } from "./kinds.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../../docs/check.md"), "utf8");

/** The rows of the documented table, their padding taken off. */
function documented(): string[][] {
  return [...DOCS.matchAll(/^\| `(.*)\|$/gm)].map(([row]) =>
    row
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim()),
  );
}

test("docs/check.md explains every kind in the words of the program, the gravest first", () => {
  const rows = SEVERITIES.flatMap((severity) =>
    Object.entries(KINDS)
      .filter(([, kind]) => kind.severity === severity)
      .map(([name, { meaning, advice }]) => [`\`${name}\``, severity, meaning, advice]),
  );
  expect(documented()).toEqual(rows);
});

test("every kind of damage is a kind of finding", () => {
  expect(Object.keys(KINDS)).toEqual(expect.arrayContaining([...DAMAGE_KINDS]));
});

test("the contract names every kind", () => {
  const [text] = Object.values(checkContracts());
  for (const kind of Object.keys(KINDS)) expect(text).toContain(`"${kind}"`);
});
