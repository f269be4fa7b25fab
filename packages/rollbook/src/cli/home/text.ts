// A report on a home as text for people.

import { styleText } from "node:util";
import type { HomeReport, SessionLine, StateReport } from "../../home/index.ts";
import { countsLine, numbers, plural, printFacts, type Fact } from "../check/facts.ts";
import { printColumns, type Column } from "../format/columns.ts";
import { printable } from "../printable.ts";

export interface HomeStyle {
  readonly colour: boolean;
  /** All projects, differences and problems, however many. */
  readonly all: boolean;
}

const FEW = 10;

const KINDS: Readonly<Record<keyof HomeReport["kinds"], string>> = {
  sessions: "sessions",
  archived: "archived sessions",
  compressed: "compressed sessions (.zst)",
  documents: "sessions of the TypeScript CLI (.json)",
  recordings: "recordings of sessions",
  junk: "no sessions, but among them",
  histories: "history and names",
  databases: "databases",
  logs: "logs",
  snapshots: "shell snapshots",
  worktrees: "worktrees",
  other: "other",
};

/** Every line ended by a newline; what steers a terminal is named. */
export function renderHome(report: HomeReport, { colour, all }: HomeStyle): string {
  const bold = (text: string): string => (colour ? styleText("bold", text, { validateStream: false }) : text);
  const most = all ? Number.POSITIVE_INFINITY : FEW;
  const section = (title: string, body: string): string => (body === "" ? "" : `${bold(title)}\n${body}`);
  const sections = [
    section(printable(`Codex home ${report.home}`), printFacts(factsOf(report))),
    section("Files", table(["kind", "files", "bytes"], kindRows(report))),
    section("By project", shortened(projectRows(report), most, ["project", "repository", "sessions", "bytes", "last"])),
    section(
      "By month",
      table(
        ["month", "sessions", "bytes"],
        report.months.map(({ month, sessions, bytes }) => [month, numbers(sessions), size(bytes)]),
      ),
    ),
    section("Largest sessions", table(["session", "begun", "project", "bytes"], report.largest.map(sessionRow))),
    section("What sessions are made of", contents(report.contents, most)),
    section("Kept twice", sentences(duplicates(report), most)),
    section("Codex's own list", sentences(stateLines(report.state), most)),
    section("Settings", printFacts(settings(report))),
    section(
      "Problems",
      sentences(
        report.problems.map(({ message }) => message),
        most,
      ),
    ),
  ];
  return sections.filter((text) => text !== "").join("\n");
}

function factsOf({ total, sessions, oldest, newest, versions, sources, version, instructions }: HomeReport): Fact[] {
  const { last_used, latest, last_checked_at, dismissed } = version;
  const checked = last_checked_at === null ? "" : ` (looked up ${last_checked_at.slice(0, 10)})`;
  return [
    ["all", `${plural(total.files, "file")}, ${size(total.bytes)}`],
    ["sessions", numbers(sessions)],
    ["oldest", oldest === null ? "" : sessionText(oldest)],
    ["newest", newest === null ? "" : sessionText(newest)],
    ["written by", countsLine(versions)],
    ["begun by", countsLine(sources)],
    ["Codex used last", last_used ?? ""],
    [
      "newest Codex",
      latest === null ? "" : `${latest}${checked}${dismissed === null ? "" : `; ${dismissed} was dismissed`}`,
    ],
    ["instructions", instructions.join(", ")],
  ];
}

function sessionText({ id, name, started_at, cwd }: SessionLine): string {
  const parts = [started_at, id, name === null ? null : `"${name}"`, cwd];
  return parts.filter((part) => part !== null).join("  ");
}

function sessionRow({ id, name, started_at, cwd, path, bytes }: SessionLine): string[] {
  return [name ?? id ?? path, started_at?.slice(0, 10) ?? "-", cwd ?? "-", size(bytes)];
}

function kindRows({ kinds }: HomeReport): string[][] {
  return Object.entries(KINDS).flatMap(([kind, title]) => {
    const { files, bytes } = kinds[kind as keyof HomeReport["kinds"]];
    return files === 0 ? [] : [[title, numbers(files), size(bytes)]];
  });
}

function projectRows({ projects }: HomeReport): string[][] {
  return projects.map(({ cwd, repository, sessions, bytes, last }) => [
    cwd ?? "not told",
    repository ?? "-",
    numbers(sessions),
    size(bytes),
    last?.slice(0, 10) ?? "-",
  ]);
}

function contents(report: HomeReport["contents"], most: number): string {
  if (report === null) return "";
  const { bytes, records, images, compactions } = report;
  const share = (part: number): string => (bytes === 0 ? "" : `${Math.round((100 * part) / bytes)} %`);
  const rows = records.map(({ outer, inner, records: times, bytes: own }) => [
    [outer, inner].filter((type) => type !== "").join(" / ") || "of no known type",
    numbers(times),
    size(own),
    share(own),
  ]);
  const facts: Fact[] = [
    ["uncompressed", size(bytes)],
    [
      "pictures",
      images.count === 0
        ? "none"
        : `${numbers(images.count)}, ${size(images.bytes)}; ${numbers(images.different)} different, ${size(images.repeated_bytes)} said again`,
    ],
    ["compactions", compactions.records === 0 ? "none" : `${numbers(compactions.records)}, ${size(compactions.bytes)}`],
  ];
  return printFacts(facts) + shortened(rows, most, ["record", "times", "bytes", "share"]);
}

function duplicates({ duplicates: found }: HomeReport): string[] {
  return found.map(
    ({ paths: [first = "", ...others], bytes }) =>
      `${first} is kept more than once: also as ${others.join(" and ")} (${size(bytes)}). The first one counts; Codex and Rollbook read no other.`,
  );
}

function stateLines(state: StateReport | null): string[] {
  if (state === null) return [];
  if (state.problem !== null) return [state.problem];
  const differ =
    state.differences.length === 0
      ? "agrees with the files"
      : `differs from the files in ${plural(state.differences.length, "place")}`;
  return [
    `${state.path} has ${plural(state.rows ?? 0, "session")} and ${differ}.`,
    ...state.differences.map(({ message }) => message),
  ];
}

function settings({ config }: HomeReport): Fact[] {
  if (config === null) return [];
  const projects = config.projects.map(({ path, trust_level }) => `${trust_level}  ${path}`).join("\n");
  const notices = Object.entries(config.notices).map(([name, value]) => `${name} = ${value}`);
  return [
    ["file", config.path],
    ["model", config.model ?? ""],
    ["provider", config.model_provider ?? ""],
    ["reasoning effort", config.model_reasoning_effort ?? ""],
    ["approval", config.approval_policy ?? ""],
    ["sandbox", config.sandbox_mode ?? ""],
    ["databases in", config.sqlite_home ?? ""],
    ["history", config.history_persistence ?? ""],
    ["history at most", config.history_max_bytes === null ? "" : size(config.history_max_bytes)],
    ["projects", projects],
    ["notices", notices.join("\n")],
  ];
}

function sentences(lines: readonly string[], most: number): string {
  const shown = lines.slice(0, most).map((line) => `  ${printable(line)}\n`);
  const more = lines.length - shown.length;
  return shown.join("") + (more > 0 ? `  … and ${numbers(more)} more (--all, --json)\n` : "");
}

function shortened(rows: readonly string[][], most: number, titles: readonly string[]): string {
  const more = rows.length > most ? `  … and ${numbers(rows.length - most)} more (--all, --json)\n` : "";
  return table(titles, rows.slice(0, most)) + more;
}

const NUMBERS: ReadonlySet<string> = new Set(["files", "sessions", "times", "bytes", "share"]);

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const columns: Column[] = titles.map((title, index) => ({
    title: index === 0 ? `  ${title}` : title,
    right: NUMBERS.has(title),
  }));
  const cells = rows.map((row) => row.map((cell, index) => (index === 0 ? `  ${printable(cell)}` : printable(cell))));
  return printColumns(columns, cells, Number.POSITIVE_INFINITY, []);
}

const UNITS = ["kB", "MB", "GB", "TB"];

/** As people say sizes: `1.2 MB`. */
function size(bytes: number): string {
  let value = bytes;
  let unit = "B";
  for (const next of UNITS) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  return unit === "B" ? `${bytes} B` : `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}
