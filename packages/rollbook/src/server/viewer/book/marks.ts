// What a navigator marks on a turn: what was asked and answered, and how much of what happened in it.

import type { Item } from "rollbook-core/thread";
import { viewItem } from "rollbook-core/view";

export interface TurnMarks {
  /** The first line of the first thing a person said in it. */
  readonly prompt: string | null;
  /** The first line of the last thing the agent said. */
  readonly answer: string | null;
  /** Where its first item stands. */
  readonly first_position: number | null;
  readonly items: number;
  readonly commands: number;
  readonly commands_failed: number;
  readonly calls: number;
  readonly calls_failed: number;
  readonly changes: number;
  readonly changes_failed: number;
  readonly agents: number;
  readonly compactions: number;
  readonly unknown: number;
  readonly damaged: number;
}

export type Marking = { -readonly [Key in keyof TurnMarks]: TurnMarks[Key] };

type Kind = "commands" | "calls" | "changes" | "agents" | "compactions" | "unknown" | "damaged";

/** What one item adds to the marks of its turn. */
export interface Mark {
  readonly kind: Kind | null;
  readonly failed: boolean;
}

const KINDS: Readonly<Record<string, Kind>> = {
  CommandExecution: "commands",
  FileChange: "changes",
  McpToolCall: "calls",
  DynamicToolCall: "calls",
  ToolCall: "calls",
  WebSearch: "calls",
  ImageView: "calls",
  ImageGeneration: "calls",
  CollabAgentToolCall: "agents",
  SubAgentActivity: "agents",
  ContextCompaction: "compactions",
  Unknown: "unknown",
  Damage: "damaged",
};

/** What a line of a navigator has room for. */
const LONGEST = 120;

export function createMarking(): Marking {
  return {
    prompt: null,
    answer: null,
    first_position: null,
    items: 0,
    commands: 0,
    commands_failed: 0,
    calls: 0,
    calls_failed: 0,
    changes: 0,
    changes_failed: 0,
    agents: 0,
    compactions: 0,
    unknown: 0,
    damaged: 0,
  };
}

// There are few of them, and many items.
const MARKS: readonly Mark[] = [null, ...new Set(Object.values(KINDS))].flatMap((kind) => [
  { kind, failed: false },
  { kind, failed: true },
]);
const NO_MARK: Mark = { kind: null, failed: false };

export function markOf({ content }: Item): Mark {
  const kind = KINDS[content.type] ?? null;
  const failed = "status" in content && content.status === "failed";
  return MARKS.find((each) => each.kind === kind && each.failed === failed) ?? NO_MARK;
}

/** A mark as a small number. */
export function codeOf(given: Mark): number {
  return MARKS.indexOf(given);
}

export function markOfCode(code: number): Mark {
  return MARKS[code] ?? NO_MARK;
}

/** Takes an item into the marks of its turn; `before` is what it added when it came the last time. */
export function mark(marks: Marking, item: Item, position: number, now: Mark, before: Mark | null): void {
  if (before === null) marks.items += 1;
  else count(marks, before, -1);
  count(marks, now, 1);
  marks.first_position ??= position;
  const { type } = item.content;
  if (type === "UserMessage") marks.prompt ??= firstLine(item);
  if (type === "AgentMessage") marks.answer = firstLine(item) ?? marks.answer;
}

function count(marks: Marking, { kind, failed }: Mark, by: number): void {
  if (kind === null) return;
  marks[kind] += by;
  if (failed && (kind === "commands" || kind === "calls" || kind === "changes")) marks[`${kind}_failed`] += by;
}

function firstLine(item: Item): string | null {
  for (const part of viewItem(item, null).parts) {
    if (part.type !== "said" && part.type !== "typed") continue;
    const line = /\S.*/.exec(part.text.slice(0, 10 * LONGEST))?.[0].trimEnd();
    if (line === undefined) continue;
    // Not within a pair of surrogates; and as a text of its own, for a part of a longer one would keep all of that.
    const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
    return Buffer.from(short).toString("utf8");
  }
  return null;
}
