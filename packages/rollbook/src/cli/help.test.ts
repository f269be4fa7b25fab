// Help shows everything there is, and fits a terminal.

import { expect, test } from "vitest";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import { EXIT, EXIT_MEANINGS } from "./exit.ts";
import { commandHelp, programHelp } from "./help.ts";

test("names every command, every exit code and every option", () => {
  const text = programHelp(COMMANDS, GLOBAL_OPTIONS);
  for (const { name } of COMMANDS) expect(text).toMatch(new RegExp(`^  ${name} `, "m"));
  for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`^  ${code} `, "m"));
  expect(EXIT_MEANINGS).toHaveLength(Object.keys(EXIT).length);
  for (const command of COMMANDS) {
    for (const { name } of command.options) expect(commandHelp(command, GLOBAL_OPTIONS)).toContain(`--${name}`);
  }
});

test("no line is wider than 120 characters", () => {
  const texts = [programHelp(COMMANDS, GLOBAL_OPTIONS), ...COMMANDS.map((one) => commandHelp(one, GLOBAL_OPTIONS))];
  for (const line of texts.join("").split("\n")) expect(line.length, line).toBeLessThanOrEqual(120);
});
