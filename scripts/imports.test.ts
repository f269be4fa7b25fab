// The import law catches what breaks it, and the repository keeps it.

import { expect, test } from "vitest";
import { checkImports, judge } from "./imports.ts";
import { LAW } from "./law.ts";

const reasons = (file: string, source: string): string[] => judge(file, source).map(({ reason }) => reason);

test("core takes nothing from Node, from siblings, or from effect outside schema", () => {
  expect(reasons("packages/core/src/bytes/frame.ts", 'import { readFileSync } from "node:fs";')).toEqual([
    "core/bytes may not import the package node:fs",
  ]);
  expect(reasons("packages/core/src/action/a.ts", 'import * as S from "effect/Schema";')).toEqual([
    "core/action may not import the package effect/Schema",
  ]);
  expect(reasons("packages/core/src/schema/a.ts", 'import * as S from "effect/Schema";')).toEqual([]);
  expect(reasons("packages/core/src/schema/a.ts", 'import { type Schema } from "effect";')).toEqual([]);
  expect(reasons("packages/core/src/schema/a.ts", 'import { Layer, Schema } from "effect";')).toEqual([
    "core/schema may not import Layer of the package effect",
  ]);
  expect(reasons("packages/core/src/schema/a.ts", 'import * as E from "effect";')).toHaveLength(1);
  expect(reasons("packages/core/src/action/a.ts", 'import "../../../rollbook/src/home/index.ts";')).toEqual([
    "core/action may not import home",
  ]);
});

test("rooms of core look downwards only", () => {
  expect(reasons("packages/core/src/bytes/a.ts", 'export * from "../rollout/index.ts";')).toEqual([
    "core/bytes may not import core/rollout",
  ]);
  expect(reasons("packages/core/src/rollout/a.ts", 'import type { T } from "../lineage/index.ts";')).toHaveLength(1);
  expect(reasons("packages/core/src/action/a.ts", 'import type { T } from "../lineage/index.ts";')).toEqual([]);
});

test("a room is entered by its face, from tests also otherwise", () => {
  const source = 'import { parse } from "../patch/parse.ts";';
  expect(reasons("packages/core/src/action/a.ts", source)).toEqual([
    "core/patch is imported through its index.ts only",
  ]);
  expect(reasons("packages/core/src/action/a.test.ts", source)).toEqual([]);
});

test("what tests share is for tests, and may take what they may", () => {
  const source = 'import { mutate } from "../rollout/mutation.tools.ts";\nimport fc from "fast-check";';
  expect(reasons("packages/core/src/action/a.ts", source)).toEqual([
    "packages/core/src/rollout/mutation.tools.ts is for tests",
    "core/action may not import the package fast-check",
  ]);
  expect(reasons("packages/core/src/action/a.test.ts", source)).toEqual([]);
  expect(reasons("packages/core/src/action/a.tools.ts", source)).toEqual([]);
});

test("nobody imports the command line, also not by a dynamic import or a type", () => {
  for (const room of LAW.filter(({ name }) => name !== "cli")) {
    const up = "../".repeat(room.files.split("/").length - 1);
    expect(reasons(`${room.files}a.ts`, `await import("${up}packages/rollbook/src/cli/main.ts");`)).toEqual([
      `${room.name} may not import cli`,
    ]);
  }
});

test("words in comments and strings are no imports", () => {
  expect(reasons("packages/core/src/bytes/a.ts", '// import "node:fs"\nexport const a = `import "node:fs"`;')).toEqual(
    [],
  );
});

test("the repository keeps the law", () => {
  expect(checkImports(process.cwd())).toEqual({ offences: [], paid: [] });
});
