// Where several sessions are told on one page: each stretch under a line that says whose it is.

import { projectOf } from "../../listing/index.ts";
import type { DeepRedactor } from "../../redact/index.ts";
import type { Subject } from "../show/head.ts";
import { printRow, type Row, span } from "../show/terminal/span.ts";
import { visibleLine } from "../show/terminal/visible.ts";
import { rowColumns } from "../show/terminal/wrap.ts";

export interface Screen {
  /** The text, and before it the line of its session, if another one was told last. */
  readonly frame: (key: string, subject: Subject, text: string) => Promise<string>;
}

export interface ScreenOptions {
  readonly width: number;
  readonly colour: boolean;
}

/** `redactor`: null where nothing is to be hidden. */
export function createScreen({ width, colour }: ScreenOptions, redactor: DeepRedactor | null): Screen {
  let last: string | null = null;
  return {
    async frame(key, subject, text) {
      if (text === "" || last === key) return text;
      const blank = last === null ? "" : "\n";
      last = key;
      const row = sessionRow(redactor === null ? subject : await redactor.hide(subject), width);
      return `${blank}${printRow(row, colour)}\n${text}`;
    },
  };
}

function sessionRow({ id, header, name }: Subject, width: number): Row {
  const { git, cwd, parent_id, source, cli_version } = header;
  const project = projectOf(header, cwd);
  const branch = git?.branch ?? null;
  const spawned = source === "subagent:review" ? "review of" : "subagent of";
  const facts = [
    project === null ? null : `${project}${branch === null ? "" : ` on ${branch}`}`,
    name,
    parent_id === null ? null : `${spawned} ${parent_id}`,
    cli_version === null ? null : `Codex ${cli_version}`,
  ].filter((fact) => fact !== null);
  const row = [
    span("══ ", "cyan"),
    span(visibleLine(id ?? "a session without an id"), "bold"),
    ...facts.flatMap((fact) => [span(" · ", "dim"), span(visibleLine(fact))]),
  ];
  const rest = width - rowColumns(row) - 1;
  return rest < 2 ? row : [...row, span(` ${"═".repeat(rest)}`, "cyan")];
}
