// The command line of `rollbook show` → what to show and how.

import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { SHOW_ONLY } from "../commands.ts";
import { EXIT, Failure } from "../exit.ts";
import { homesOf } from "../operand.ts";
import { type Group, readRange, type Selection } from "./select.ts";

export type ShowForm = "terminal" | "markdown" | "json";

export interface ShowOptions {
  readonly word: string;
  /** Where words are looked up. */
  readonly homes: readonly string[];
  readonly form: ShowForm;
  readonly selection: Selection;
  /** What a resume would load is wanted, not what was lived. */
  readonly context: boolean;
  readonly raw: boolean;
  /** Each request to the model, as a recording of the session has it. */
  readonly requests: boolean;
  readonly full: boolean;
  /** What Codex told the model unasked is wanted too. */
  readonly all: boolean;
  readonly redact: boolean;
  readonly colour: boolean;
  readonly width: number;
  readonly paged: boolean;
}

/** Text that runs wider than this is hard to read. */
const WIDEST = 110;
/** Where nobody says how wide a line may be. */
const UNSEEN = 100;
const NARROWEST = 20;

/** Throws `Failure` (usage) for values that make no sense. */
export function readShowOptions(invocation: Invocation, console: Console): ShowOptions {
  const { operands, flags, values } = invocation;
  const forms = (["markdown", "json"] as const).filter((form) => flags.has(form));
  if (forms.length > 1) throw new Failure(EXIT.usage, "--markdown and --json are two forms; ask for one");
  const [form = "terminal"] = forms;
  if (form === "json" && flags.has("raw")) {
    throw new Failure(EXIT.usage, "--json gives the sources of every item already; --raw is for people");
  }
  const other = ["turn", "only", "raw", "requests", "full", "all", "include-context", "markdown"].find(
    (name) => flags.has(name) || values.has(name),
  );
  if (flags.has("context") && other !== undefined) {
    throw new Failure(EXIT.usage, `--context is no transcript, so --${other} says nothing of it`);
  }
  const only = values.get("only");
  const width = readWidth(values.get("width")?.at(-1)) ?? widthOf(console);
  const when = values.get("color")?.at(-1) ?? "auto";
  return {
    word: operands[0] ?? "",
    homes: homesOf(invocation, console.env),
    form,
    selection: {
      turns: readRange(values.get("turn")?.at(-1)),
      only: only === undefined ? null : new Set<Group>(SHOW_ONLY.filter((group) => only.includes(group))),
    },
    all: flags.has("all") || flags.has("include-context"),
    context: flags.has("context"),
    raw: flags.has("raw"),
    requests: flags.has("requests"),
    full: flags.has("full"),
    redact: !flags.has("no-redact"),
    colour: form === "terminal" && (when === "auto" ? console.colour : when === "always"),
    width,
    paged: form === "terminal" && console.outputSeen && !flags.has("no-pager"),
  };
}

function widthOf({ columns }: Console): number {
  return Number.isFinite(columns) ? Math.max(NARROWEST, Math.min(columns, WIDEST)) : UNSEEN;
}

function readWidth(asked: string | undefined): number | null {
  if (asked === undefined) return null;
  const width = Number(asked);
  if (Number.isInteger(width) && width >= NARROWEST && width <= 1000) return width;
  throw new Failure(
    EXIT.usage,
    `--width needs a number from ${NARROWEST} to 1000, not "${asked}" (see: rollbook show --help)`,
  );
}
