// The transcript as a Markdown document, to be pasted where people read.

import type { Item, TurnHead } from "rollbook-core/thread";
import { type FileView, type ItemView, type Part, viewItem } from "rollbook-core/view";
import type { Fact } from "../check/facts.ts";
import type { RecordedRequest } from "rollbook-core/recorded";
import type { TurnPart } from "./book.ts";
import { refusedLine, requestLines, requestsLine, withRecorded } from "./requests.ts";
import { duration, localTime, usageLine } from "./figures.ts";
import { type Closing, closingFacts, nameOf, openingFacts, type Subject } from "./head.ts";
import { code, embedded, fenced, plain, quoted } from "./markdown.ts";
import { type Step, stepsOf } from "./order.ts";
import type { Printer } from "./printer.ts";
import type { Sources } from "./raw.ts";
import { excerpt } from "./terminal/ends.ts";

import { linesOf } from "./terminal/visible.ts";

export interface DocumentOptions {
  readonly full: boolean;
  readonly all: boolean;
  /** Each request by itself. */
  readonly requests?: boolean;
  readonly unnumbered: boolean;
}

const ENDS = { output: { head: 20, tail: 10 }, diff: { head: 60, tail: 10 } } as const;
/** Headings of a message stand below those of its turn. */
const BELOW = 2;

export function markdownDocument({ full, all, requests: each = false, unnumbered }: DocumentOptions): Printer {
  let subject: Subject | null = null;

  function short(text: string, kind: keyof typeof ENDS): string {
    if (full) return text;
    const { head, left, tail } = excerpt(linesOf(text.trimEnd()), ENDS[kind]);
    return left === 0 ? text : [...head, `… ${left} more lines …`, ...tail].join("\n");
  }

  function blocksOf(step: Step, { head, recorded }: TurnPart, sources: Sources | null): readonly string[] {
    if (step.item === null) return requestBlocks([step.request], each);
    const { item, below } = step;
    const view = withRecorded(viewItem(item, head.cwd), item.id, recorded, { below, times: each });
    if (view.quiet && !all) return [];
    if (view.kind === "command" && sources === null) return commandBlocks(view);
    const title = titleOf(view);
    const body = sources === null ? view.parts.flatMap((part) => partBlocks(part, view)) : rawBlocks(item, sources);
    return [...(title === "" ? [] : [title]), ...body];
  }

  function commandBlocks(view: ItemView): readonly string[] {
    const printed = view.parts.flatMap((part) => (part.type === "output" ? [short(part.text, "output")] : []));
    const others = view.parts.filter(({ type }) => type !== "output").flatMap((part) => partBlocks(part, view));
    const facts = factsOf(view);
    return [
      fenced([`$ ${view.title}`, ...printed].join("\n"), "console"),
      ...others,
      ...(facts === "" ? [] : [`*${facts}*`]),
    ];
  }

  function partBlocks(part: Part, view: ItemView): readonly string[] {
    switch (part.type) {
      case "said":
        return [view.kind === "reasoning" ? quoted(part.text) : embedded(part.text, BELOW)];
      case "typed":
        return [quoted(full ? part.text : short(part.text, "diff"))];
      case "output":
        return [fenced(short(part.text, "output"), "text")];
      case "code":
        return [fenced(short(part.text, "output"), "js")];
      case "fact":
        return [`*${plain(part.text)}*`];
      case "diff":
        return fileBlocks(part.file, view);
      case "steps":
        return [
          part.steps
            .map(
              ({ text, state }) =>
                `- [${state === "done" ? "x" : " "}] ${plain(text)}${state === "doing" ? " *(in progress)*" : ""}`,
            )
            .join("\n"),
        ];
    }
  }

  function fileBlocks(file: FileView, view: ItemView): readonly string[] {
    const verb = { add: "Added", delete: "Deleted", update: file.moved_to === null ? "Changed" : "Moved" }[file.kind];
    const moved = file.moved_to === null ? "" : ` to ${code(file.moved_to)}`;
    const facts = [`+${file.added} −${file.removed}`, factsOf(view)].filter((fact) => fact !== "");
    const title = `**${verb}** ${code(file.path)}${moved} (${facts.join(", ")})`;
    return file.lines.length === 0 ? [title] : [title, fenced(short(file.lines.join("\n"), "diff"), "diff")];
  }

  function rawBlocks(item: Item, sources: Sources): readonly string[] {
    return item.sources.flatMap((source) => {
      const { place, text } = sources(source);
      return [code(place), fenced(full ? text : text.slice(0, 2000), "json")];
    });
  }

  return {
    begin(shown, ending) {
      subject = shown;
      const closing = ending === null ? null : closingFacts(shown, ending);
      const title = `# ${plain(nameOf(shown, ending) ?? `Codex session ${shown.id ?? ""}`.trimEnd())}`;
      return `${[title, factList([...openingFacts(shown), ...(closing?.facts ?? [])]), wrongList(closing)].filter((part) => part !== "").join("\n\n")}\n`;
    },
    part(part, sources) {
      const { head, again, over, recorded } = part;
      const blocks = [
        headingOf(head, subject, unnumbered, again),
        ...stepsOf(part, each).flatMap((step) => blocksOf(step, part, sources)),
      ];
      if (over && !again) blocks.push(...footOf(head));
      if (recorded !== undefined) {
        blocks.push(...recorded.refused.map((refused) => `*${plain(refusedLine(refused))}*`));
        if (!each) blocks.push(...requestBlocks(recorded.requests, false));
      }
      return `\n${blocks.join("\n\n")}\n`;
    },
    end(shown, ending, told) {
      if (told) return "";
      const closing = closingFacts(shown, ending);
      return `\n${["## In all", factList(closing.facts), wrongList(closing)].filter((part) => part !== "").join("\n\n")}\n`;
    },
  };
}

function factList(facts: readonly Fact[]): string {
  return facts
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `- ${name}: ${plain(text)}`)
    .join("\n");
}

function wrongList(closing: Closing | null): string {
  return (closing?.wrong ?? []).map(([name, text]) => `> **${name}:** ${plain(text)}`).join("\n>\n");
}

function headingOf(head: TurnHead, subject: Subject | null, unnumbered: boolean, again: boolean): string {
  const at = localTime(head.first_timestamp);
  const inherited = subject?.id !== null && head.thread_id !== null && head.thread_id !== subject?.id;
  const facts = [
    unnumbered ? "Last turn" : `Turn ${head.index + 1}`,
    again ? "continued" : null,
    at === null ? null : `${at.day} ${at.clock}`,
    head.duration_ms === null ? null : duration(head.duration_ms),
    head.status === "completed" ? null : head.status === "in_progress" ? "no end on record" : head.status,
    head.withdrawn === null ? null : head.withdrawn.replaceAll("_", " "),
    inherited ? `inherited from ${head.thread_id}` : null,
  ];
  return `## ${facts
    .filter((fact) => fact !== null)
    .map(plain)
    .join(" · ")}`;
}

function footOf(head: TurnHead): readonly string[] {
  return [
    ...(head.error === null ? [] : [`**Error:** ${plain(head.error.message)}`]),
    ...(head.usage === null ? [] : [`*${plain(usageLine(head.usage))}*`]),
  ];
}

function requestBlocks(requests: readonly RecordedRequest[], each: boolean): readonly string[] {
  if (requests.length === 0) return [];
  if (!each) return [`*${plain(requestsLine(requests))}*`];
  return [
    requests
      .flatMap((request) => {
        const { line, details } = requestLines(request);
        return [`- ${plain(line)}`, ...details.map((detail) => `  - ${plain(detail)}`)];
      })
      .join("\n"),
  ];
}

const LABELS: Readonly<Record<ItemView["kind"], string>> = {
  prompt: "**Prompt**",
  answer: "**Codex**",
  reasoning: "*Reasoning*",
  command: "",
  change: "",
  call: "**Tool**",
  plan: "**Plan**",
  agent: "**Agent**",
  review: "**Review**",
  compaction: "",
  context: "*Context*",
  note: "",
  unknown: "**Unknown**",
  damage: "**Damaged**",
};

function titleOf(view: ItemView): string {
  if (view.kind === "change") return plain(view.title);
  const facts = factsOf(view);
  const words = view.kind === "call" ? code(view.title) : plain(view.title);
  const told = view.title === "" || view.title === "Plan" ? "" : words;
  return `${[LABELS[view.kind], told].filter((part) => part !== "").join(" ")}${facts === "" ? "" : ` (${facts})`}`;
}

function factsOf({ kind, remarks, state, exit_code, duration_ms }: ItemView): string {
  const took = duration_ms !== null && (kind === "command" || duration_ms >= 1000) ? duration(duration_ms) : null;
  return [
    ...remarks,
    state === null || state === "completed" || exit_code !== null
      ? null
      : state === "open"
        ? "no end on record"
        : state,
    exit_code === null ? null : `exit ${exit_code}`,
    took === "0 ms" ? null : took,
  ]
    .filter((fact) => fact !== null)
    .map(plain)
    .join(", ");
}
