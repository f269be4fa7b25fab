// Markdown for reading: headings, lists, quotes, code. What is not understood stands as it was written.

import { type Row, type Span, type Style, span } from "./span.ts";
import { linesOf, visible } from "./visible.ts";
import { chop, wrapWords } from "./wrap.ts";

/** `base` is the style of all of it. Blank lines come one at a time, and none at either end. */
export function proseRows(text: string, width: number, base: readonly Style[] = []): readonly Row[] {
  const rows: Row[] = [];
  let fence: string | null = null;
  for (const line of linesOf(text)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence !== null) {
      if (mark !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
      else rows.push(...chop([{ text: visible(line), styles: [...base, "cyan"] }], width - 2).map(indent));
    } else if (mark !== null) fence = mark;
    else rows.push(...lineRows(line, width, base));
  }
  return trimBlank(rows);
}

function indent(row: Row): Row {
  return [span("  "), ...row];
}

function lineRows(line: string, width: number, base: readonly Style[]): readonly Row[] {
  if (line.trim() === "") return [[]];
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading !== null) return wrapWords(inline(heading[2] ?? "", [...base, "bold"]), width);
  if (/^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) return [[span("─".repeat(Math.min(width, 24)), ...base, "dim")]];
  // Tables lose their sense where they are wrapped by words.
  if (/^\s*\|.*\|\s*$/.test(line)) return chop([{ text: visible(line), styles: base }], width);
  const quote = /^\s{0,3}> ?(.*)$/.exec(line);
  if (quote !== null) {
    return wrapWords(inline(quote[1] ?? "", [...base, "dim"]), width - 2).map((row) => [
      span("│ ", ...base, "dim"),
      ...row,
    ]);
  }
  const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(\[[ xX]\]\s+)?(.*)$/.exec(line);
  if (item !== null) {
    const [, lead = "", mark = "", box = "", rest = ""] = item;
    const sign = box !== "" ? (/x/i.test(box) ? "☑" : "☐") : /^\d/.test(mark) ? mark : "•";
    const start = `${visible(lead)}${sign} `;
    return wrapWords([{ text: start, styles: base }, ...inline(rest, base)], width, start.length);
  }
  const lead = /^\s*/.exec(line)?.[0] ?? "";
  return wrapWords(inline(line, base), width, visible(lead).length);
}

/** Code, strong words and links within a line. */
export function inline(text: string, base: readonly Style[]): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > from) spans.push({ text: visible(text.slice(from, found.index)), styles: base });
    const { code, strong, label, target } = found.groups ?? {};
    if (code !== undefined) spans.push({ text: visible(code), styles: [...base, "cyan"] });
    else if (strong !== undefined) spans.push({ text: visible(strong), styles: [...base, "bold"] });
    else {
      spans.push({ text: visible(label ?? ""), styles: [...base, "underline"] });
      if (target !== undefined && target !== label)
        spans.push({ text: ` (${visible(target)})`, styles: [...base, "dim"] });
    }
    from = found.index + found[0].length;
  }
  if (from < text.length) spans.push({ text: visible(text.slice(from)), styles: base });
  return spans;
}

/** Each part is bounded, so that a long line of marks costs no more than its length. */
const INLINE =
  /`(?<code>[^`]{1,400})`|\*\*(?<strong>[^*\s](?:[^*]{0,300}[^*\s])?)\*\*|\[(?<label>[^[\]]{1,200})\]\((?<target>[^()\s]{1,400})\)/g;

export function trimBlank(rows: readonly Row[]): readonly Row[] {
  const kept = rows.filter((row, at) => !isBlank(row) || (at > 0 && !isBlank(rows[at - 1] ?? [])));
  const last = kept.findLastIndex((row) => !isBlank(row));
  return kept.slice(
    kept.findIndex((row) => !isBlank(row)),
    last + 1,
  );
}

function isBlank(row: Row): boolean {
  return row.every(({ text }) => text.trim() === "");
}
