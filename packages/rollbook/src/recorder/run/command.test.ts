// Codex command lines as people type them, and what the recorder takes them for.

import { expect, test } from "vitest";
import { readCommand } from "./command.ts";

test.each([
  ["", "terminal", false],
  ["fix the tests", "terminal", false],
  ["-m gpt-5.5 -c a=b resume --last", "terminal", false],
  ["fork 0199", "terminal", false],
  ["exec hello", "exec", false],
  ["-C /tmp exec --json hello", "exec", true],
  ["e --experimental-json hello", "exec", true],
  ["exec -- --json", "exec", false],
  ["review --json", "exec", false],
  ["app-server", "app-server", false],
  ["app-server --listen stdio://", "app-server", false],
  ["app-server --listen=ws://127.0.0.1:1", "exec", false],
  ["app-server generate-ts", "other", false],
  ["exec --help", "other", false],
  ["--version", "other", false],
  ["login status", "other", false],
  ["-c a=b features list", "other", false],
])("codex %s", (line, kind, events) => {
  expect(readCommand(line === "" ? [] : line.split(" "))).toEqual({ kind, events });
});
