import { describe, expect, test } from "vitest";
import { message } from "./records.tools.ts";
import { beginsTurn, isPrompt, isSurroundings } from "./prompt.ts";
import type { JsonObject } from "../bytes/json.ts";

const user = (...texts: readonly string[]): JsonObject => message("user", ...texts) as JsonObject;
const PICTURE: JsonObject = { type: "message", role: "user", content: [{ type: "input_image", image_url: "data:" }] };

describe("what a roll-back counts", () => {
  test.each([
    ["what was typed", user("hello")],
    ["a picture alone", PICTURE],
    ["an opening without its end", user("<environment_context>\nbody")],
    ["a tag Codex does not count", user("<user_instructions>\nbody\n</user_instructions>")],
    ["a review's outcome", user("<user_action>\nbody\n</user_action>")],
    ["a warning of another kind", user("Warning: something else")],
    ["a message from an agent", { type: "agent_message", author: "/a", recipient: "/b", content: [] }],
    [
      "one of 0.142 and before",
      message("assistant", '{"author":"/a","recipient":"/b","content":"x","trigger_turn":true}'),
    ],
  ])("%s", (_, item) => expect(beginsTurn(item as JsonObject)).toBe(true));

  test.each([
    ["surroundings", user("<environment_context>\nbody\n</environment_context>")],
    ["surroundings in other letters, with space around", user("  <ENVIRONMENT_CONTEXT>\nx\n</Environment_Context> \n")],
    ["instructions of a project", user("# AGENTS.md instructions for /w\n\n<INSTRUCTIONS>\nx\n</INSTRUCTIONS>")],
    ["a hook's words", user('<hook_prompt hook_run_id="a">do it</hook_prompt>')],
    ["a command the user ran", user("<user_shell_command>\nx\n</user_shell_command>")],
    ["an interruption", user("<turn_aborted>\nx\n</turn_aborted>")],
    ["context from outside", user("<external_editor>x</external_editor>")],
    [
      "a warning",
      user("Warning: apply_patch was requested via exec_command. Use the apply_patch tool instead of exec_command."),
    ],
    ["typed words beside surroundings", user("typed", "<environment_context>\nx\n</environment_context>")],
  ])("not %s", (_, item) => {
    expect([beginsTurn(item), isPrompt(item), isSurroundings(item)]).toEqual([false, false, true]);
  });

  test("not what the model says, nor a call", () => {
    expect(beginsTurn(message("assistant", "hello") as JsonObject)).toBe(false);
    expect(beginsTurn({ type: "function_call", name: "x" })).toBe(false);
    expect(beginsTurn({})).toBe(false);
  });
});

test("a developer's message belongs to its turn where it begins as Codex's own do", () => {
  const developer = (...texts: readonly string[]): boolean =>
    isSurroundings(message("developer", ...texts) as JsonObject);
  expect(developer("<permissions instructions>\nx")).toBe(true);
  expect(developer("Approved command prefix saved:\n- ls")).toBe(true);
  expect(developer("kept", "<tools>\nx")).toBe(true);
  expect(developer("<memory>\nx\n</memory>")).toBe(false);
  expect(developer("plain words")).toBe(false);
});
