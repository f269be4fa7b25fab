// With ROLLBOOK_CORPUS: every command there is read, and every patch in one is found.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeArgv, judgeCommand, patchInCommand, scriptOf } from "./index.ts";

const corpus = process.env["ROLLBOOK_CORPUS"];

describe.skipIf(corpus === undefined)("commands of the corpus", () => {
  const commands = new Map<string, string | string[]>();
  for (const name of corpus === undefined ? [] : readdirSync(corpus, { recursive: true, encoding: "utf8" })) {
    if (corpus === undefined || !/rollout-[^/]*\.jsonl$/.test(name)) continue;
    for (const line of readFileSync(join(corpus, name), "utf8").split("\n")) {
      for (const command of commandsOf(line)) commands.set(JSON.stringify(command), command);
    }
  }

  test("are many, and those with a patch apply it and nothing else", () => {
    const patches = [...commands.values()].filter((command) => JSON.stringify(command).includes("Begin Patch"));
    expect(patches.length).toBeGreaterThan(6);
    for (const command of patches) {
      expect(patchInCommand(command)?.patch).toMatch(/^\*\*\* Begin Patch\n[^]*\n\*\*\* End Patch$/);
    }
    for (const command of commands.values()) {
      if (!patches.includes(command)) expect(patchInCommand(command)).toBeNull();
    }
  });

  test("are judged findAlike as a script and as the arguments of a shell", () => {
    for (const command of commands.values()) {
      const script = typeof command === "string" ? command : scriptOf(command);
      if (script === null || script === "") continue;
      expect(judgeArgv(["bash", "-lc", script])).toEqual(judgeCommand(script));
      expect(judgeCommand(script).rule).not.toBe("unparsed");
    }
  });
});

/** The commands of tool calls in a line, and of the arguments they hold as text. */
function commandsOf(line: string): (string | string[])[] {
  const found: (string | string[])[] = [];
  try {
    JSON.parse(line, (key, value: unknown) => {
      if (key === "arguments" && typeof value === "string") found.push(...commandsOf(value));
      if (key !== "cmd" && key !== "command") return value;
      if (typeof value === "string") found.push(value);
      else if (Array.isArray(value) && value.every((word) => typeof word === "string")) found.push(value);
      return value;
    });
  } catch {
    // Damaged lines are the business of another room.
  }
  return found;
}
