// What a thread's first and last records tell of it: each case is a session file that 0.169 was shown, and its answer.

import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../bytes/json.ts";
import { NO_HEADER } from "../lineage/header.ts";
import { readRecords } from "../rollout/read.ts";
import { createOpeningReader, passesOpening, type Opening } from "./opening.ts";
import { areSettled, NO_SETTINGS, overlaySettings, passesSettings, stepSettings, type Settings } from "./settings.ts";
import { isOfKind, sourceOf, spawnedAgent, SOURCE_KINDS } from "./source.ts";
import { originOf, threadObject } from "./thread.ts";

function bytesOf(payloads: readonly (readonly [string, JsonObject])[]): Uint8Array {
  const lines = payloads.map(([type, payload], ordinal) =>
    JSON.stringify({ timestamp: "2026-11-21T07:20:18.000Z", ordinal, type, payload }),
  );
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

function openingOf(...prompts: readonly (readonly [string, JsonObject])[]): Opening {
  const reader = createOpeningReader();
  readRecords(bytesOf(prompts), { pass: passesOpening }).some((reading) => reader.read(reading));
  return reader.opening();
}

function item(...content: readonly JsonObject[]): readonly [string, JsonObject] {
  return ["event_msg", { type: "item_completed", item: { type: "UserMessage", id: "u", content } }];
}

function event(message: string, more: JsonObject = {}): readonly [string, JsonObject] {
  return ["event_msg", { type: "user_message", message, ...more }];
}

const text = (said: string): JsonObject => ({ type: "text", text: said, text_elements: [] });

describe("how a thread opens", () => {
  test.each<readonly [string, readonly (readonly [string, JsonObject])[], string | null]>([
    ["one prompt", [item(text("say hi"))], "say hi"],
    ["white space around it", [item(text("  line one\nline two\n\n"))], "line one\nline two"],
    ["several texts", [item(text("one"), text("two"))], "onetwo"],
    ["an image alone", [item({ type: "image", image_url: "data:x" })], "[Image]"],
    ["an image and words", [item({ type: "local_image", path: "/x.png" }, text("see this"))], "see this"],
    ["what an editor puts before it", [item(text("# Context\n- a\n## My request for Codex:\nfix it\n"))], "fix it"],
    ["nothing typed", [item(text(""))], null],
    ["a mention alone", [item({ type: "mention", name: "x", path: "app://x" })], null],
    ["nothing first, words next", [item(text("   ")), item(text("second one"))], "second one"],
    ["no prompt", [["response_item", { type: "message", role: "user", content: [] }]], null],
    ["an older event", [event("legacy fix")], "legacy fix"],
    ["an older event with an image", [event("", { images: ["data:x"] })], "[Image]"],
    ["an older event with a local image", [event("  ", { images: [], local_images: ["/x.png"] })], "[Image]"],
  ])("%s", (_, prompts, preview) => {
    expect(openingOf(...prompts).preview).toBe(preview);
  });

  test("a picture first and words later: the words are a title", () => {
    const opening = openingOf(event("", { images: ["data:x"] }), event("look at this"));
    expect(opening).toEqual({ preview: "[Image]", title: "look at this", cwd: null });
    expect(openingOf(event("words")).title).toBe("words");
  });

  test("the two oldest eras have messages, and tell in one where they were at work", () => {
    const lines = [
      { id: "ac6af970-0000-4000-8000-000000000000", timestamp: "2025-08-01T00:00:00Z", instructions: null },
      message("<environment_context>\n  <cwd>/work</cwd>\n</environment_context>"),
      message("say hi"),
    ];
    const bytes = new TextEncoder().encode(`${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    const reader = createOpeningReader();
    readRecords(bytes, { pass: passesOpening }).some((reading) => reader.read(reading));
    expect(reader.opening()).toEqual({ preview: "say hi", title: "say hi", cwd: "/work" });
  });

  function message(said: string): JsonObject {
    return { type: "message", role: "user", content: [{ type: "input_text", text: said }] };
  }
});

describe("what it was last set to", () => {
  const turn = (model: string, effort: string, cwd: string): readonly [string, JsonObject] => [
    "turn_context",
    { model, effort, cwd },
  ];
  const set = (settings: JsonObject): readonly [string, JsonObject] => [
    "event_msg",
    { type: "thread_settings_applied", thread_settings: settings },
  ];
  const settingsOf = (...records: readonly (readonly [string, JsonObject])[]): Settings =>
    readRecords(bytesOf(records), { pass: passesSettings }).reduce(stepSettings, NO_SETTINGS);

  const ALL = { model: "m", reasoning_effort: "high", model_provider_id: "p", cwd: "/set" };

  test("the last record that tells the model counts, and of directory and provider the last settings", () => {
    expect(settingsOf(set(ALL), turn("later", "low", "/turn"))).toMatchObject({
      model: "later",
      effort: "low",
      provider: "p",
      cwd: "/set",
    });
    expect(settingsOf(turn("m", "low", "/t"), set({ model: "n" }))).toMatchObject({
      model: "n",
      effort: null,
      cwd: null,
    });
    expect(settingsOf(["event_msg", { type: "task_started" }])).toEqual(NO_SETTINGS);
    expect(settingsOf(["event_msg", { type: "thread_name_updated", thread_name: "N" }]).name).toBe("N");
  });

  test("what a later file tells goes before", () => {
    const base = settingsOf(set(ALL));
    expect(overlaySettings(base, NO_SETTINGS)).toEqual(base);
    expect(overlaySettings(base, settingsOf(turn("n", "low", "/t")))).toMatchObject({ model: "n", cwd: "/set" });
  });

  test("the end of a file is enough where turns are at work where it began, or where it tells it all", () => {
    expect(areSettled(settingsOf(turn("m", "low", "/w")), "/w")).toBe(true);
    expect(areSettled(settingsOf(turn("m", "low", "/w")), "/other")).toBe(false);
    expect(areSettled(settingsOf(set(ALL)), "/other")).toBe(true);
    expect(areSettled(NO_SETTINGS, "/w")).toBe(false);
  });
});

describe("where it comes from", () => {
  const spawn = { parent_thread_id: "p", depth: 1 };
  const spawned = { ...spawn, agent_path: null, agent_nickname: null, agent_role: null };
  test.each<readonly [Json | undefined, Json]>([
    [undefined, "vscode"],
    ["cli", "cli"],
    ["exec", "exec"],
    ["mcp", "appServer"],
    ["newthing", "unknown"],
    [{ internal: "memory_consolidation" }, "unknown"],
    [{ custom: "zed" }, { custom: "zed" }],
    [{ subagent: "review" }, { subAgent: "review" }],
    [{ subagent: { other: "weird" } }, { subAgent: { other: "weird" } }],
    [{ subagent: { thread_spawn: spawn } }, { subAgent: { thread_spawn: spawned } }],
  ])("%j", (source, told) => {
    expect(sourceOf(source === undefined ? {} : { source })).toEqual(told);
  });

  test("the header names an agent before its source does, and only one that was spawned", () => {
    const names = { agent_nickname: "Nick", agent_role: "role" };
    const told = { ...spawn, agent_nickname: "S", agent_role: "R" };
    const agent = (meta: JsonObject): JsonObject | null => spawnedAgent(sourceOf(meta));
    expect(agent({ ...names, source: { subagent: { thread_spawn: told } } })).toMatchObject(names);
    expect(agent({ source: { subagent: { thread_spawn: told } } })).toMatchObject({ agent_nickname: "S" });
    expect(agent({ ...names, source: "exec" })).toBeNull();
  });

  test("each source answers to its kinds; those of other programs and inner ones to none", () => {
    const kinds = (source: string | null): string[] => SOURCE_KINDS.filter((kind) => isOfKind(source, [kind]));
    expect(kinds(null)).toEqual(["vscode"]);
    expect(kinds("exec")).toEqual(["exec"]);
    expect(kinds("mcp")).toEqual(["appServer"]);
    expect(kinds("newthing")).toEqual(["unknown"]);
    expect(kinds("subagent:review")).toEqual(["subAgent", "subAgentReview"]);
    expect(kinds("subagent:memory_consolidation")).toEqual(["subAgent", "subAgentOther"]);
    expect(kinds("custom:zed")).toEqual([]);
    expect(kinds("internal:guardian")).toEqual([]);
    const interactive = ["cli", "vscode", null, "custom:atlas", "custom:chatgpt", "exec", "custom:zed", "mcp"];
    expect(interactive.filter((source) => isOfKind(source, []))).toEqual([
      "cli",
      "vscode",
      null,
      "custom:atlas",
      "custom:chatgpt",
    ]);
  });
});

test("a thread of which nothing is known is told all the same", () => {
  const thread = threadObject({
    id: "x",
    header: NO_HEADER,
    origin: originOf({}),
    opening: { preview: null, title: null, cwd: null },
    settings: NO_SETTINGS,
    name: null,
    path: "/x.jsonl.zst",
    updated_ms: 1500,
    provider: "openai",
  });
  expect(thread).toMatchObject({
    preview: "",
    historyMode: "legacy",
    modelProvider: "openai",
    createdAt: 1,
    updatedAt: 1,
    path: "/x.jsonl",
    cwd: "",
    cliVersion: "",
    source: "vscode",
    gitInfo: null,
    name: null,
  });
});
