// The completion scripts: bash's is run, all of them name everything there is.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { zshScript } from "./zsh.ts";

test.each([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
])("%s names every command, option and choice", (_, script) => {
  const text = script(COMMANDS, GLOBAL_OPTIONS);
  for (const command of COMMANDS) {
    expect(text).toContain(command.name);
    for (const { name, choices } of command.options) {
      expect(text).toContain(name);
      for (const choice of choices ?? []) expect(text).toContain(choice);
    }
  }
});

/** What bash offers after these words, as it does when Tab is pressed. */
function complete(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = spawnSync(
    "bash",
    [
      "--norc",
      "-c",
      `${bashScript(COMMANDS, GLOBAL_OPTIONS)}
COMP_WORDS=(rollbook ${line}); COMP_CWORD=${words.length}; _rollbook; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test("bash completes commands, options, choices and files", () => {
  expect(complete("act")).toEqual(["actions"]);
  expect(complete("actions", "--fo")).toEqual(["--format"]);
  expect(complete("actions", "--format", "js")).toEqual(["jsonl", "json"]);
  expect(complete("actions", "-o", "package.js")).toEqual(["package.json"]);
  expect(complete("actions", "package.js")).toEqual(["package.json"]);
  expect(complete("completions", "z")).toEqual(["zsh"]);
});
