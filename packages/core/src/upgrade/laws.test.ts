// The laws of the chain on files that are cut or broken anywhere: total, and a prefix of a file gives a prefix.

import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { ERAS } from "../rollout/era.ts";
import { readRecords } from "../rollout/read.ts";
import { createUpgrade, encodeUpgraded, MADE_UP } from "./index.ts";

const NAMES = ["shell", "patch", "mcp", "resume", "compact", "review", "websearch", "tui"];
const samples = listScenarios()
  .filter(({ label, name }) => NAMES.includes(name) && /^0\.(?:1\.2504|8|28|36|58|87|118|142|147)/.test(label))
  .flatMap(({ files }) => files)
  .map(sessionBytes)
  .filter((bytes) => bytes.length < 100_000);

/** The lines given while reading, and those given when the file was over. */
function run(bytes: Buffer, to = ERAS.at(-1) ?? "paginated"): { readonly read: string[]; readonly all: string[] } {
  const all: string[] = [];
  const upgrade = createUpgrade({ to }, (line) => all.push(encodeUpgraded(line, null)));
  for (const reading of readRecords(bytes)) upgrade.read(reading);
  const read = [...all];
  upgrade.end();
  return { read, all };
}

test("there are samples of every older era", () => {
  expect(samples.length).toBeGreaterThan(40);
});

test("the lines of a prefix are a prefix of those of the whole", () => {
  const sample = fc.constantFrom(...samples);
  fc.assert(
    fc.property(sample, fc.nat(), (bytes, place) => {
      const lines = bytes.toString("latin1").split("\n");
      const some = lines.slice(0, (place % lines.length) + 1).join("\n");
      // A document has no lines of its own to cut at.
      if (bytes.toString("utf8", 0, 12).includes('"session"') || lines[1]?.startsWith("  ") === true) return;
      const { read } = run(Buffer.from(`${some}\n`, "latin1"));
      expect(run(bytes).all.slice(0, read.length)).toEqual(read);
    }),
    { numRuns: 150 },
  );
});

test("no bytes make it throw, on the way to any era", () => {
  const sample = fc.constantFrom(...samples);
  const breaks = fc.array(fc.tuple(fc.nat(), fc.constantFrom('"', "{", "}", "\n", "0", "null", "\u0000", "[")), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(sample, breaks, fc.nat(), fc.constantFrom(...ERAS), (bytes, edits, cut, to) => {
      const broken = Buffer.from(bytes.subarray(0, (cut % bytes.length) + 1));
      for (const [at, character] of edits) broken.write(character, at % broken.length);
      for (const line of run(broken, to).all) JSON.parse(line);
    }),
    { numRuns: 300 },
  );
});

test("values of any type in any field make it throw as little", () => {
  const values = [null, 0, -1, "", "x", [], {}, true, [null], { type: 1 }];
  const sample = fc.constantFrom(...samples);
  fc.assert(
    fc.property(sample, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...values)), { maxLength: 30 }), (bytes, edits) => {
      let count = 0;
      const changes = new Map(edits.map(([at, value]) => [at % 600, value]));
      const text = bytes
        .toString()
        .replace(/(?<="(?:[a-z_]+)":)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.]*|null|\[\]|\{\})/g, (old) => {
          const change = changes.get(count);
          count += 1;
          return change === undefined ? old : JSON.stringify(change);
        });
      for (const line of run(Buffer.from(text)).all) JSON.parse(line);
    }),
    { numRuns: 300 },
  );
});

test("docs/upgrade.md names all that can be made up", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/upgrade.md"), "utf8").replace(/ +/g, " ");
  for (const [kind, sentence] of Object.entries(MADE_UP)) expect(page).toContain(`| \`${kind}\` | ${sentence} |`);
});
