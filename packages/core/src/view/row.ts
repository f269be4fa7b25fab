// An item without its texts: what lists, navigators, filters and scroll bars need to know of it.

import { object, text } from "../lineage/field.ts";
import type { JsonObject } from "../bytes/json.ts";
import type { Item, Whereabouts } from "../thread/contract.ts";
import type { ItemView, Part, ViewKind, ViewState } from "./contract.ts";

export interface ItemRow {
  /** Unique in its turn. */
  readonly id: string;
  readonly kind: ViewKind;
  /** Of one line, cut to 240 characters; where the item has no title, how its text begins. */
  readonly title: string;
  readonly state: ViewState | null;
  readonly exit_code: number | null;
  readonly duration_ms: number | null;
  /** When it began, as far as that is known; else when it was written. Unix milliseconds. */
  readonly at: number | null;
  readonly quiet: boolean;
  /** The name of the tool that was called; null for what is no such call. */
  readonly tool: string | null;
  /** Of a change: its files, as their view names them. */
  readonly paths: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** Lines that its parts have, all together. */
  readonly lines: number;
  /** Bytes of the records it was made of. */
  readonly bytes: number;
  /** Where the first of them is. */
  readonly source: Whereabouts;
}

const LONGEST_TITLE = 240;

export function rowOf(item: Item, view: ItemView): ItemRow {
  const files = view.parts.flatMap((part) => (part.type === "diff" ? [part.file] : []));
  const { started_at_ms, completed_at_ms, timestamp, sources } = item;
  const written = Date.parse(timestamp ?? "");
  return {
    id: item.id,
    kind: view.kind,
    title: titleOf(view),
    state: view.state,
    exit_code: view.exit_code,
    duration_ms: view.duration_ms,
    at: started_at_ms ?? completed_at_ms ?? (Number.isNaN(written) ? null : written),
    quiet: view.quiet,
    tool: view.kind === "call" ? toolOf(item) : null,
    paths: files.map(({ path, moved_to }) => moved_to ?? path),
    added: files.reduce((sum, { added }) => sum + added, 0),
    removed: files.reduce((sum, { removed }) => sum + removed, 0),
    lines: view.parts.reduce((sum, part) => sum + linesOf(part), 0),
    bytes: sources.reduce((sum, { length }) => sum + length, 0),
    source: sources[0] ?? { file: 0, line: 0, offset: 0, length: 0 },
  };
}

function titleOf({ kind, title, parts }: ItemView): string {
  if (title !== "") return oneLine(title);
  if (kind === "change") {
    const paths = parts.flatMap((part) => (part.type === "diff" ? [part.file.moved_to ?? part.file.path] : []));
    return oneLine(paths.join(", "));
  }
  const telling = parts.filter((part) => "text" in part && part.text.trim() !== "");
  // A picture beside what was asked is not what was asked.
  const said = telling.find(({ type }) => type !== "fact") ?? telling[0];
  return said !== undefined && "text" in said ? oneLine(said.text) : "";
}

function oneLine(said: string): string {
  // A text may be of many megabytes.
  const line = said
    .slice(0, 4 * LONGEST_TITLE)
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE - 1)}…` : line;
}

function toolOf({ content }: Item): string | null {
  const fields = content as unknown as JsonObject;
  if (content.type === "WebSearch") return "web_search";
  const name = text(fields["tool"]) ?? text(fields["name"]);
  const space = text(fields["server"]) ?? text(fields["namespace"]) ?? text(object(fields["action"])?.["type"]);
  return name === null ? null : space === null || space === "" ? name : `${space}.${name}`;
}

function linesOf(part: Part): number {
  if (part.type === "diff") return part.file.lines.length + 1;
  if (part.type === "steps") return part.steps.length;
  let lines = 1;
  for (let at = part.text.indexOf("\n"); at !== -1; at = part.text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
