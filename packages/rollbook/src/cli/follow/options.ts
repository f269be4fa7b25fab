// The command line of `rollbook follow` → whom to follow, and how it is told.

import { isDirectory } from "../../home/index.ts";
import { filtersOf, type Filter } from "../../listing/index.ts";
import type { Include } from "../actions/job.ts";
import type { Invocation } from "../command.ts";
import { INCLUDES } from "../commands.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { homesOf, isPath } from "../operand.ts";

/** Whom to follow: one session, found by a word or a path or as the newest, or all that pass the filters. */
export type Target =
  | { readonly kind: "last" }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "all"; readonly filters: readonly Filter[] };

export interface FollowOptions {
  readonly target: Target;
  readonly homes: readonly string[];
  readonly form: "text" | "jsonl";
  readonly include: readonly Include[];
  /** How many turns of what happened before are told; infinite for all. */
  readonly turns: number;
  readonly subagents: boolean;
  readonly full: boolean;
  readonly redact: boolean;
  /** End as soon as the session's last turn is over. */
  readonly untilOver: boolean;
  readonly colour: boolean;
  readonly width: number;
}

/** Throws `Failure` (usage) for values that make no sense. */
export function readFollowOptions(invocation: Invocation, console: Console): FollowOptions {
  const { flags, values } = invocation;
  const target = targetOf(invocation);
  const form = flags.has("json") || values.get("format")?.at(-1) === "jsonl" ? "jsonl" : "text";
  const include = values.get("include") ?? [];
  if (form === "text" && include.length > 0) throw usage("--include adds to records; ask for --json with it");
  const untilOver = values.has("exit-on");
  if (untilOver && target.kind === "all") throw usage("--exit-on waits for one session; name it");
  const when = values.get("color")?.at(-1) ?? "auto";
  return {
    target,
    homes: homesOf(invocation, console.env),
    form,
    include: INCLUDES.filter((name) => include.includes(name)),
    turns: flags.has("from-start") ? Number.POSITIVE_INFINITY : readTurns(values.get("turns")?.at(-1)),
    subagents: !flags.has("no-subagents"),
    full: flags.has("full"),
    redact: !flags.has("no-redact"),
    untilOver,
    colour: when === "auto" ? console.colour : when === "always",
    width: Number.isFinite(console.columns) ? Math.max(NARROWEST, Math.min(console.columns, WIDEST)) : UNSEEN,
  };
}

const WIDEST = 110;
const UNSEEN = 100;
const NARROWEST = 20;

function targetOf({ operands, flags, values }: Invocation): Target {
  const [word] = operands;
  const many = flags.has("all") || values.has("cwd") || values.has("project");
  if (many) {
    if (word !== undefined) throw usage("--all, --cwd and --project follow many sessions; name one, or ask for those");
    return { kind: "all", filters: filtersOf({ values, flags, since: null, until: null, sort: "updated" }) };
  }
  if (word === undefined || word === "last") return { kind: "last" };
  if (word === "-") throw usage("standard input does not grow behind its end; rollbook actions - reads it");
  if (isDirectory(word)) throw usage(`${word} is a directory; --home follows what is in it`);
  return isPath(word) ? { kind: "file", path: word } : { kind: "word", word };
}

function readTurns(asked: string | undefined): number {
  if (asked === undefined) return 1;
  if (/^\d{1,9}$/.test(asked)) return Number(asked);
  throw usage(`--turns needs a number, not "${asked}"`);
}

function usage(message: string): Failure {
  return new Failure(EXIT.usage, `${message} (see: rollbook follow --help)`);
}
