// A turn's own rows: the rule it begins with, what changed since the one before, what it came to.

import type { TurnHead } from "rollbook-core/thread";
import { duration, localTime, percent, tokens } from "../figures.ts";
import { type Row, type Style, span } from "./span.ts";
import { visible, visibleLine } from "./visible.ts";
import { rowColumns, wrapWords } from "./wrap.ts";

export interface TurnLook {
  readonly width: number;
  /** The thread that is shown: turns of another are inherited. */
  readonly thread_id: string | null;
  /** The turn shown before this one; null for the first. */
  readonly before: TurnHead | null;
  /** When the thread was begun: the day is told anew where it is another. */
  readonly begun: string | null;
  /** Its number is not known: the thread was read from its end. */
  readonly unnumbered: boolean;
}

const STATES: Readonly<Record<TurnHead["status"], readonly [string, Style] | null>> = {
  completed: null,
  interrupted: ["interrupted", "yellow"],
  failed: ["failed", "red"],
  in_progress: ["no end on record", "yellow"],
};

const WITHDRAWN = { rolled_back: "rolled back", reverted: "reverted" } as const;

/** `more`: it was shown before, and this is what came of it later. */
export function turnRule(turn: TurnHead, look: TurnLook, more: boolean, over: boolean): readonly Row[] {
  const { width, thread_id, before, begun, unnumbered } = look;
  const name = unnumbered ? "Last turn" : `Turn ${turn.index + 1}`;
  const at = localTime(turn.first_timestamp);
  const day =
    at !== null && at.day !== localTime(before === null ? begun : before.first_timestamp)?.day ? `${at.day} ` : "";
  const took = more || !over ? null : tookOf(turn);
  const state = more || !over ? null : STATES[turn.status];
  const inherited = thread_id !== null && turn.thread_id !== null && turn.thread_id !== thread_id;
  const facts: Row = [
    ...(more ? [span("continued", "dim")] : []),
    ...(at === null || more ? [] : [span(`${day}${at.clock}`, "dim")]),
    ...(took === null ? [] : [span(took, "dim")]),
    ...(state === null ? [] : [span(state[0], state[1])]),
    ...(turn.withdrawn === null ? [] : [span(WITHDRAWN[turn.withdrawn], "yellow")]),
    ...(inherited ? [span(`inherited from ${visible(turn.thread_id ?? "")}`, "dim")] : []),
  ];
  const start: Row = [span("── ", "dim"), span(name, "bold"), ...facts.flatMap((fact) => [span(" · ", "dim"), fact])];
  const end = over && !more ? spentOf(turn) : "";
  const room = width - rowColumns(start) - 1;
  const line = room - end.length - (end === "" ? 0 : 4);
  if (line >= 2) return [[...start, span(` ${"─".repeat(line)}${end === "" ? "" : ` ${end} ──`}`, "dim")]];
  return room < 2 ? wrapWords(start, width, 3) : [[...start, span(` ${"─".repeat(room)}`, "dim")]];
}

/** `2.4k tokens · context 12 %`. */
function spentOf({ usage, context_tokens, context_window }: TurnHead): string {
  const full = context_tokens !== null && context_window !== null && context_window > 0;
  return [
    usage === null ? null : `${tokens(usage.total_tokens)} tokens`,
    full ? `context ${percent(context_tokens, context_window)}` : null,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

function tookOf({ duration_ms, first_timestamp, last_timestamp }: TurnHead): string | null {
  const between = Date.parse(last_timestamp ?? "") - Date.parse(first_timestamp ?? "");
  const took = duration_ms ?? (between > 0 ? between : null);
  return took === null ? null : duration(took);
}

/** What the turn was run with, where it is not what the one before was run with. */
export function changedRows(turn: TurnHead, { before, width }: TurnLook): readonly Row[] {
  if (before === null) return [];
  const changes = [
    change("model", before.model, turn.model),
    change("effort", before.effort, turn.effort),
    change("directory", before.cwd, turn.cwd),
    change("approvals", word(before.approval_policy), word(turn.approval_policy)),
    change("sandbox", word(before.sandbox_policy), word(turn.sandbox_policy)),
  ].filter((line) => line !== null);
  return changes.flatMap((line) => wrapWords([span("· ", "dim"), span(line, "dim")], width, 2));
}

function change(name: string, before: string | null, now: string | null): string | null {
  return now === null || before === null || before === now ? null : `${name}: ${visible(before)} → ${visible(now)}`;
}

/** A policy's own name; of one that is an object, its type. */
function word(policy: TurnHead["approval_policy"]): string | null {
  if (typeof policy === "string") return policy;
  if (policy === null || typeof policy !== "object") return null;
  const { type, mode } = policy as { readonly type?: unknown; readonly mode?: unknown };
  const named = type ?? mode ?? Object.keys(policy)[0];
  return typeof named === "string" ? named : null;
}

/** What only its end tells. `late`: the rule above could not tell what it took and how it ended. */
export function turnFoot(turn: TurnHead, width: number, late: boolean): readonly Row[] {
  const rows: Row[] = [];
  if (turn.error !== null) {
    const told = [turn.error.message, turn.error.additional_details].filter((line) => line !== null).join("\n");
    rows.push(...wrapWords([span("! ", "red", "bold"), span(visibleLine(told), "red")], width, 2));
  }
  if (late) {
    const state = STATES[turn.status];
    const facts = [state === null ? "completed" : state[0], tookOf(turn), spentOf(turn)];
    rows.push([span("· ", "dim"), span(facts.filter((fact) => fact !== null && fact !== "").join(" · "), "dim")]);
  }
  return rows;
}
