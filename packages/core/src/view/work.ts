// Views of what was done: commands and file changes.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { integer, list, object, text } from "../lineage/field.ts";
import { readToolOutput, type Verdict } from "../rollout/output.ts";
import { countLines, parseDiff } from "../patch/index.ts";
import { displayCommand, fileUrlToPath } from "../shell/index.ts";
import type { Item } from "../thread/contract.ts";
import { parts, shortPath, stateOf, tookOf, view, words } from "./build.ts";
import type { FileView, ItemView, ViewState } from "./contract.ts";

const ENDS: Readonly<Partial<Record<Verdict, ViewState>>> = {
  aborted: "interrupted",
  declined: "declined",
  rejected: "failed",
  timed_out: "failed",
  unsupported: "failed",
};

const SOURCES: Readonly<Record<string, string>> = { user_shell: "run by the user" };

/** Marks that Codex leaves where it left a part of an output out. */
const CUT =
  /\.\.\. command output truncated for persistence \.\.\.|…\d+ (?:tokens|chars) truncated…|\[\.\.\. omitted \d+ of \d+ lines \.\.\.\]/;

export function commandView(item: Item, content: JsonObject, cwd: string | null): ItemView {
  const argv = list(content["command"]).map((word) => words(word) ?? "");
  const exit_code = integer(content["exit_code"]);
  const place = shortPath(fileUrlToPath(text(content["cwd"]) ?? ""), cwd);
  const source = text(content["source"]) ?? "";
  const typed = words(content["interaction_input"]);
  const output = words(content["aggregated_output"]) || words(content["stdout"]) || words(content["stderr"]);
  const told = stateOf(content["status"]);
  // Older versions let the output say how it ended.
  const state = told === "open" && output !== null ? (ENDS[readToolOutput(output).verdict] ?? told) : told;
  return view("command", displayCommand(argv), {
    state: exit_code !== null && exit_code !== 0 && state !== "declined" ? "failed" : state,
    exit_code,
    duration_ms: tookOf(item, content),
    remarks: [
      ...(Object.hasOwn(SOURCES, source) ? [SOURCES[source] ?? ""] : []),
      ...(output !== null && CUT.test(output) ? ["output cut by Codex"] : []),
      ...(place === "" || place === "." || place === "/" ? [] : [`in ${place}`]),
    ],
    parts: [
      ...(typed === null ? [] : parts("fact", `typed into it: ${JSON.stringify(typed)}`)),
      ...parts("output", output),
    ],
  });
}

export function changeView(item: Item, content: JsonObject, cwd: string | null): ItemView {
  const files = Object.entries(object(content["changes"]) ?? {}).map(([path, change]) => fileView(path, change, cwd));
  const state = stateOf(content["status"]);
  const said = state === "failed" || state === "declined" ? words(content["stderr"]) || words(content["stdout"]) : null;
  return view("change", files.length === 0 ? "no file" : "", {
    state,
    duration_ms: tookOf(item, content),
    remarks: content["auto_approved"] === true ? ["auto-approved"] : [],
    parts: [...files.map((file) => ({ type: "diff", file }) as const), ...parts("output", said)],
  });
}

function fileView(path: string, value: Json | undefined, cwd: string | null): FileView {
  const change = isObject(value) ? value : {};
  const short = shortPath(path, cwd);
  const moved = text(change["move_path"]);
  const base = { path: short, moved_to: moved === null ? null : shortPath(moved, cwd) };
  if (change["type"] === "update") {
    const hunks = parseDiff(words(change["unified_diff"]) ?? "");
    const lines = hunks.flatMap((hunk) => [hunk.header === null ? "@@" : `@@ ${hunk.header}`, ...hunk.lines]);
    const added = hunks.reduce((sum, hunk) => sum + hunk.added, 0);
    const removed = hunks.reduce((sum, hunk) => sum + hunk.removed, 0);
    return { ...base, kind: "update", added, removed, lines };
  }
  const gone = change["type"] === "delete";
  const content = words(change["content"]) ?? "";
  const count = countLines(content);
  const mark = gone ? "-" : "+";
  const lines =
    content === ""
      ? []
      : content
          .replace(/\n$/, "")
          .split("\n")
          .map((line) => mark + line);
  return { ...base, kind: gone ? "delete" : "add", added: gone ? 0 : count, removed: gone ? count : 0, lines };
}
