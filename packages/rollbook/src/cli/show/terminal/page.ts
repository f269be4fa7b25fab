// The transcript for a terminal.

import type { Item, TurnHead } from "rollbook-core/thread";
import type { RecordedRequest } from "rollbook-core/recorded";
import { type ItemView, type ViewKind, viewItem } from "rollbook-core/view";
import { type Fact, plural } from "../../check/facts.ts";
import type { TurnPart } from "../book.ts";
import { localTime } from "../figures.ts";
import { closingFacts, type Ending, nameOf, openingFacts, type Subject } from "../head.ts";
import { stepsOf } from "../order.ts";
import type { Printer } from "../printer.ts";
import type { RecordedPart } from "../recorded.ts";
import { refusedLine, requestLines, requestsLine, withRecorded } from "../requests.ts";
import type { Sources } from "../raw.ts";
import { itemRows, type Look } from "./item.ts";
import { fadeRow, printRow, type Row, span } from "./span.ts";
import { changedRows, turnFoot, turnRule } from "./turn.ts";
import { linesOf, visible, visibleLine } from "./visible.ts";
import { wrapWords } from "./wrap.ts";

export interface PageOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly full: boolean;
  /** Injected context is shown too. */
  readonly all: boolean;
  /** Each request by itself. */
  readonly requests?: boolean;
  /** The last turn was looked for from the end, so nobody counted the ones before. */
  readonly unnumbered: boolean;
}

/** A pause after which the time is told again. */
const MINUTE = 60_000;
/** Characters of a raw line that are shown where not all of it is wanted. */
const RAW = 2000;

export function terminalPage(options: PageOptions): Printer {
  const { width, colour, full } = options;
  const look: Look = { width, full };
  let subject: Subject | null = null;
  let before: TurnHead | null = null;
  /** The turn of which a part was told last, and more is to come. */
  let open: number | null = null;
  let clock = Number.NaN;

  const print = (rows: readonly Row[]): string => rows.map((row) => `${printRow(row, colour)}\n`).join("");

  function timeOf({ timestamp, started_at_ms }: Item): Row {
    const time = started_at_ms ?? Date.parse(timestamp ?? "");
    if (Number.isNaN(time)) return [];
    const late = time - clock >= MINUTE;
    if (late || Number.isNaN(clock)) clock = time;
    const at = late ? localTime(new Date(time).toISOString()) : null;
    return at === null ? [] : [span(at.clock, "dim")];
  }

  function blocksOf(part: TurnPart, sources: Sources | null): readonly Block[] {
    const { head, recorded } = part;
    const { requests = false } = options;
    const blocks: Block[] = [];
    let quiet: ItemView[] = [];
    const flush = (): void => {
      if (quiet.length > 0) blocks.push({ rows: foldedRows(quiet, width), close: false });
      quiet = [];
    };
    for (const step of stepsOf(part, requests)) {
      if (step.item === null) {
        flush();
        blocks.push({ rows: requestRows([step.request], options), close: true });
        continue;
      }
      const { item, below } = step;
      const view = withRecorded(viewItem(item, head.cwd), item.id, recorded, { below, times: requests });
      if (view.quiet && !options.all) {
        if (view.kind === "context") quiet.push(view);
        continue;
      }
      flush();
      const extra = [...timeOf(item), ...placeOf(view, item)];
      const rows = sources === null ? itemRows(view, look, extra) : rawRows(view, item, sources);
      blocks.push({ rows, close: rows.length === 1 && CLOSE.has(view.kind) });
    }
    flush();
    return blocks;
  }

  /** Of what could not be read the place is worth more than the time. */
  function placeOf(view: ItemView, { sources }: Item): Row {
    const [source] = sources;
    if (source === undefined || (view.kind !== "unknown" && view.kind !== "damage")) return [];
    const line = source.line === 0 ? "" : `line ${source.line}, `;
    return [span(`${line}byte ${source.offset}`, "dim")];
  }

  function rawRows(view: ItemView, item: Item, sources: Sources): readonly Row[] {
    const parts = view.parts.filter(({ type }) => type === "diff");
    const [first = []] = itemRows(
      { ...view, title: view.title === "" ? view.kind : view.title, parts },
      { width, full: false },
    );
    return [
      first,
      ...item.sources.flatMap((source) => {
        const { place, text } = sources(source);
        const shown = full ? text : text.slice(0, RAW);
        const rest = text.length - shown.length;
        const more: Row[] =
          rest > 0 ? [[span(`  … ${plural(rest, "more character")}; --full shows all`, "dim", "italic")]] : [];
        return [[span(`  ${visible(place)}`, "cyan")], [span(`  ${visibleLine(shown)}`)], ...more];
      }),
    ];
  }

  return {
    begin(shown, ending) {
      subject = shown;
      return print(headRows(shown, ending, width));
    },
    part(part, sources) {
      const { head, again, over } = part;
      const { unnumbered } = options;
      const begun = subject?.header.started_at ?? null;
      const own = { width, thread_id: subject?.id ?? null, before, begun, unnumbered };
      // The part of it that was told last ended in the middle.
      const goesOn = again && open === head.index;
      const rule = goesOn ? [] : [[], ...turnRule(head, own, again, over)];
      if (!goesOn) clock = Date.parse(head.first_timestamp ?? "");
      const rows = [...(again ? [] : changedRows(head, own)), ...spaced(blocksOf(part, sources))];
      const foot = over && (goesOn || !again) ? turnFoot(head, width, goesOn) : [];
      if (foot.length > 0) rows.push([], ...foot);
      const asked = recordedRows(part.recorded, options);
      if (asked.length > 0) rows.push([], ...asked);
      open = over ? null : head.index;
      before = head;
      return print([...rule, ...(head.withdrawn === null ? rows : rows.map(fadeRow))]);
    },
    end(shown, ending, told) {
      if (told) return "";
      const { facts, wrong } = closingFacts(shown, ending);
      return print([[], [span("─".repeat(width), "dim")], ...factRows(facts, wrong, width)]);
    },
  };
}

function recordedRows(recorded: RecordedPart | undefined, options: PageOptions): readonly Row[] {
  if (recorded === undefined) return [];
  const refused = recorded.refused.flatMap((each) =>
    wrapWords([span("· ", "dim"), span(visibleLine(refusedLine(each)), "yellow")], options.width, 2),
  );
  return [...refused, ...(options.requests === true ? [] : requestRows(recorded.requests, options))];
}

function requestRows(
  requests: readonly RecordedRequest[],
  { requests: each = false, width }: PageOptions,
): readonly Row[] {
  if (requests.length === 0) return [];
  if (!each) return wrapWords([span("· ", "dim"), span(visibleLine(requestsLine(requests)), "dim")], width, 2);
  return requests.flatMap((request) => {
    const { line, failed, details } = requestLines(request);
    const colour = failed ? "yellow" : "cyan";
    return [
      ...wrapWords([span("↑ ", colour), span(visibleLine(line), ...(failed ? (["yellow"] as const) : []))], width, 2),
      ...details.flatMap((detail) => wrapWords([span("  "), span(visibleLine(detail), "dim")], width, 4)),
    ];
  });
}

interface Block {
  readonly rows: readonly Row[];
  /** May stand close to another of its like. */
  readonly close: boolean;
}

const CLOSE: ReadonlySet<ViewKind> = new Set(["command", "call", "agent", "review", "compaction", "note"]);

/** A blank line before each block, but for short ones that follow each other. */
function spaced(blocks: readonly Block[]): readonly Row[] {
  return blocks.flatMap(({ rows, close }, at) => (close && blocks[at - 1]?.close === true ? rows : [[], ...rows]));
}

function foldedRows(views: readonly ItemView[], width: number): readonly Row[] {
  const names = views.map(({ title, remarks }) => `${visibleLine(title)} (${remarks.at(-1) ?? ""})`);
  return wrapWords([span("+ ", "dim"), span(`context: ${names.join(", ")}`, "dim")], width, 2);
}

function headRows(subject: Subject, ending: Ending | null, width: number): readonly Row[] {
  const name = nameOf(subject, ending);
  const title: readonly Row[] = name === null ? [] : wrapWords([span(visibleLine(name), "bold")], width);
  const closing = ending === null ? null : closingFacts(subject, ending);
  return [...title, ...factRows([...openingFacts(subject), ...(closing?.facts ?? [])], closing?.wrong ?? [], width)];
}

function factRows(facts: readonly Fact[], wrong: readonly Fact[], width: number): readonly Row[] {
  const told = facts.filter(([, text]) => text !== "");
  const column = Math.max(...[...told, ...wrong].map(([name]) => name.length)) + 2;
  const label = (name: string, line: number): string => (line === 0 ? name : "").padEnd(column);
  const rowsOf = ([name, text]: Fact, loud: boolean): readonly Row[] =>
    linesOf(text).flatMap((line, at) => {
      const start = loud ? span(label(name, at), "red", "bold") : span(label(name, at), "dim");
      const row = [start, loud ? span(visible(line), "red") : span(visible(line))];
      // What is copied from here must not be broken: a terminal wraps it without a line's end.
      return name === "file" || name === "resume" ? [row] : wrapWords(row, width, column);
    });
  return [...told.flatMap((fact) => rowsOf(fact, false)), ...wrong.flatMap((fact) => rowsOf(fact, true))];
}
