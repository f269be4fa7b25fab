// With ROLLBOOK_CORPUS: what an envelope asks for is what Codex's own item of the same call says was done.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { changesOfItem, findPatch, parsePatch, parseUpdatedFiles, type PatchChange } from "./index.ts";

const corpus = process.env["ROLLBOOK_CORPUS"];

describe.skipIf(corpus === undefined)("patches of the corpus", () => {
  const calls = new Map<string, string>();
  const items = new Map<string, Json>();
  const outputs = new Map<string, string>();
  for (const name of corpus === undefined ? [] : readdirSync(corpus, { recursive: true, encoding: "utf8" })) {
    if (corpus === undefined || !/rollout-[^/]*\.jsonl$/.test(name)) continue;
    for (const line of readFileSync(join(corpus, name), "utf8").split("\n")) {
      if (!/Begin Patch|FileChange|patch_apply_end|Updated the following/.test(line)) continue;
      const record = parse(line);
      const payload = isObject(record.payload) ? record.payload : record;
      const item = isObject(payload.item) ? payload.item : payload;
      const key = `${name} ${String(payload.call_id ?? item.id)}`;
      const patch = patchOfCall(payload);
      if (patch !== null) calls.set(key, patch);
      if (item.changes !== undefined) items.set(key, item.changes);
      if (/output$/.test(String(payload.type))) outputs.set(key, String(payload.output));
    }
  }

  test("every call has a whole patch", () => {
    expect(calls.size).toBeGreaterThan(100);
    for (const patch of calls.values()) expect(parsePatch(patch)).toMatchObject({ complete: true, problems: [] });
  });

  test("envelope and item tell the same files, moves and line counts", () => {
    let met = 0;
    for (const [key, changes] of items) {
      const patch = calls.get(key);
      if (patch === undefined) continue;
      met += 1;
      const done = changesOfItem(changes);
      for (const asked of parsePatch(patch).changes) {
        const match = done.find((change) => change.path.endsWith(`/${asked.path}`));
        expect(match, `${key} ${asked.path}`).toBeDefined();
        expect(counts(asked)).toEqual({
          ...counts(match),
          lines_removed: asked.lines_removed ?? null,
        });
        expect(match?.moved_to?.endsWith(asked.moved_to ?? "no move") ?? null).toBe(
          asked.moved_to === null ? null : true,
        );
        if (asked.lines_removed === null) expect(match?.lines_removed).toBeTypeOf("number");
      }
      expect(done.length).toBe(parsePatch(patch).changes.length);
    }
    expect(met).toBeGreaterThan(40);
  });

  test("the printed files are the new names of the files that changed", () => {
    let met = 0;
    for (const [key, output] of outputs) {
      const patch = calls.get(key);
      const printed = parseUpdatedFiles(unwrap(output));
      if (patch === undefined || printed.length === 0) continue;
      met += 1;
      const names = parsePatch(patch).changes.map((change) => change.moved_to ?? change.path);
      for (const name of names)
        expect(
          printed.some((file) => `/${file.path}`.endsWith(`/${name}`)),
          key,
        ).toBe(true);
    }
    expect(met).toBeGreaterThan(60);
  });
});

function parse(line: string): JsonObject {
  try {
    const value: Json = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function patchOfCall(payload: JsonObject): string | null {
  if (payload.type === "custom_tool_call" && payload.name === "apply_patch") return findPatch(String(payload.input));
  if (payload.type === "local_shell_call" && isObject(payload.action)) return inCommand(payload.action.command);
  if (payload.type !== "function_call") return null;
  const given = parse(String(payload.arguments));
  return inCommand(given.command ?? given.cmd);
}

/** The envelope in a command of any shape; what shape it must have is the business of another room. */
function inCommand(command: Json | undefined): string | null {
  const text = Array.isArray(command) ? command.join("\n") : String(command);
  return /\*\*\* Begin Patch.*\*\*\* End Patch/s.exec(text)?.[0] ?? null;
}

function counts(change: PatchChange | undefined): object {
  return {
    kind: change?.kind,
    lines_added: change?.lines_added,
    lines_removed: change?.lines_removed,
  };
}

/** The text inside up to two layers of Codex's output wrapping. */
function unwrap(output: string): string {
  const body = output.slice(Math.max(0, output.indexOf('{"output"')));
  const inner = parse(body).output;
  return typeof inner === "string" ? inner : output;
}
