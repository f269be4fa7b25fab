// What is told of the thread as a whole: what its header says at the top, and what only all of it tells.

import type { Chain, Header } from "rollbook-core";
import type { ThreadSummary, TurnHead } from "rollbook-core/thread";
import { filesOf } from "../../home/index.ts";
import { type Fact, plural } from "../check/facts.ts";
import { duration, localTime, tokens, usageLine, zoneOf } from "./figures.ts";
import type { Tally } from "./tally.ts";

/** The thread that is shown, as far as heads and names tell. */
export interface Subject {
  readonly id: string | null;
  readonly header: Header;
  /** As the codex home has it. */
  readonly name: string | null;
  readonly chain: Chain;
  /** Where it was recorded, and what is there; absent where it was not. */
  readonly recording?: string;
}

/** The name the home has for it, else its own. */
export function nameOf({ name }: Subject, ending: Ending | null): string | null {
  return name ?? ending?.summary.name ?? null;
}

export function openingFacts({ id, header, chain, recording = "" }: Subject): readonly Fact[] {
  const { git, cwd } = header;
  const branch = git === null ? null : (git.branch ?? git.commit_hash?.slice(0, 7) ?? null);
  const at = localTime(header.started_at);
  const by = [header.cli_version === null ? null : `Codex ${header.cli_version}`, header.originator, sourceOf(header)];
  return [
    ["thread", id ?? "its id is not told"],
    ["forked from", header.forked_from ?? ""],
    ["spawned by", header.parent_id ?? ""],
    ["begun", at === null || header.started_at === null ? "" : `${at.day} ${at.clock} ${zoneOf(header.started_at)}`],
    [
      "project",
      [cwd, branch === null ? null : `on ${branch}`].filter((word) => word !== null && word !== "").join(" "),
    ],
    ["written by", by.filter((word) => word !== null).join(", ")],
    [
      "file",
      filesOf(chain)
        .map(({ path }) => path)
        .join("\n"),
    ],
    ["recording", recording],
  ];
}

function sourceOf({ source, originator }: Header): string | null {
  return source === null || source === "unknown" || originator?.includes(source) === true ? null : source;
}

/** What only the whole thread tells. */
export interface Ending {
  readonly summary: ThreadSummary;
  readonly tally: Tally;
  /** What could not be found or read, in sentences; the summary tells of damage. */
  readonly gaps: readonly string[];
  /** False where the thread was read from its end: then nobody knows its length. */
  readonly counted: boolean;
}

/** What is wrong stands apart: it is to be seen. */
export interface Closing {
  readonly facts: readonly Fact[];
  readonly wrong: readonly Fact[];
}

export function closingFacts(subject: Subject, { summary, tally, gaps, counted }: Ending): Closing {
  return {
    facts: [
      ["model", modelsOf(summary, tally)],
      ["length", counted ? lengthOf(summary, tally) : ""],
      ["tokens", counted && summary.usage !== null ? usageLine(summary.usage).replace(" tokens:", ":") : ""],
      ["end", endOf(tally.last)],
      ["resume", resumeOf(subject)],
    ],
    wrong: [...gaps.map((gap) => ["not whole", gap] as const), ...summary.gaps.map((gap) => ["damage", gap] as const)],
  };
}

function lengthOf(summary: ThreadSummary, { turns, withdrawn }: Tally): string {
  const between = Date.parse(summary.last_timestamp ?? "") - Date.parse(summary.first_timestamp ?? "");
  const left = withdrawn === 0 ? "" : `, ${withdrawn} of them withdrawn`;
  return `${plural(turns, "turn")}${left}${between > 0 ? `, over ${duration(between)}` : ""}`;
}

function modelsOf({ models, usage_by_model }: ThreadSummary, { last }: Tally): string {
  if (models.length > 1) {
    return models
      .map((model) => {
        const usage = Object.hasOwn(usage_by_model, model) ? usage_by_model[model] : undefined;
        return usage === undefined ? model : `${model} (${tokens(usage.total_tokens)})`;
      })
      .join(", ");
  }
  return [models[0] ?? "", last?.effort ?? ""].filter((word) => word !== "").join(" ");
}

export function endOf(last: TurnHead | null): string {
  switch (last?.status) {
    case undefined:
      return "";
    case "failed":
      return `failed${last?.error === null || last?.error === undefined ? "" : `: ${last.error.message}`}`;
    case "in_progress":
      return "no end on record: the last turn goes on, or Codex was stopped in it";
    default:
      return last?.status ?? "";
  }
}

/** Codex finds what it wrote since 0.34. */
function resumeOf({ id, header }: Subject): string {
  return id === null || header.cli_version === null ? "" : `codex resume ${id}`;
}
