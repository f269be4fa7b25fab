// A hit for people: a line about its session where that changes, one about what it is, and the text with the hits marked.

import { styleText } from "node:util";
import type { Hit } from "../../search/index.ts";
import { cut } from "../format/columns.ts";
import { printable } from "../printable.ts";
import type { Shown } from "../../search/index.ts";

export interface HitTextOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** It is of the session that the hit before it is of. */
  readonly same: boolean;
  readonly first: boolean;
}

type Style = Parameters<typeof styleText>[0];

export function hitText(shown: Shown, { columns, colour, same, first }: HitTextOptions): string {
  const { hit, snippet } = shown;
  const paint = (style: Style, text: string): string =>
    colour && text !== "" ? styleText(style, text, { validateStream: false }) : text;
  const lines: string[] = [];
  if (!same) {
    if (!first) lines.push("");
    lines.push(paint("bold", cut(printable(headOf(shown)), columns)));
    if (hit.session !== null && hit.session_id !== null) lines.push(paint("gray", `  codex resume ${hit.session_id}`));
  }
  lines.push(`  ${paint(isBad(hit) ? "red" : "cyan", aboutOf(shown))}`);
  if (snippet !== null) {
    const { text, marks, before, after } = snippet;
    let marked = "";
    let at = 0;
    for (const { start, end } of marks) {
      marked += printable(text.slice(at, start)) + paint(["bold", "yellow"], printable(text.slice(start, end)));
      at = end;
    }
    marked += printable(text.slice(at));
    lines.push(`    ${before ? "…" : ""}${marked}${after ? "…" : ""}`);
  }
  return `${lines.join("\n")}\n`;
}

function headOf({ hit: { session, session_id, time_ms }, title, project }: Shown): string {
  const when = session === null ? localTime(time_ms) : localTime(session.about.created_ms);
  const words = title?.replaceAll(/\s+/g, " ") ?? "";
  if (session === null) return [when, "typed in a session that is gone", session_id ?? ""].join("  ");
  return [when, project ?? "", words].filter((part) => part !== "").join("  ");
}

function aboutOf({ hit: { kind, status, exit_code, time_ms, turn_id }, tool }: Shown): string {
  const exit = exit_code === null || exit_code === 0 ? "" : `exit ${exit_code}`;
  const ended = status === null || status === "completed" ? "" : status.replace("_", " ");
  const turn = turn_id === null ? "" : `turn ${turn_id}`;
  return [kind, kind === "tool" ? (tool ?? "") : "", ended, exit, localTime(time_ms), turn]
    .filter((part) => part !== "")
    .join("  ");
}

function isBad({ status }: Hit): boolean {
  return status === "failed" || status === "timed_out";
}

function localTime(ms: number | null): string {
  if (ms === null) return "";
  const at = new Date(ms);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
