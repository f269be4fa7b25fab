// Text of a session inside a Markdown document: it cannot end, nor open, anything of the document's own.

import { linesOf, visible } from "./terminal/visible.ts";

/** In a fence longer than any in it. */
export function fenced(text: string, language: string): string {
  const lines = linesOf(text.replace(/\s+$/, "")).map((line) => visible(line.replaceAll(SGR, "")));
  const runs = lines.flatMap((line) => [...line.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

// oxlint-disable-next-line no-control-regex -- The escape is what is looked for.
const SGR = /\u001b\[[0-9;:]*m/g;

/** Words on one line, as they are. */
export function plain(text: string): string {
  return unmarked(linesOf(text).map(visible).join(" "));
}

/** A line without anything Markdown would act on; list items stay what they are. */
function unmarked(line: string): string {
  return line
    .replaceAll(/[\\`*[\]<|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\$&`)
    .replace(/^\s*[#>]/, (mark) => mark.replace(/[#>]/, String.raw`\$&`));
}

/** A short text in the face of code. */
export function code(text: string): string {
  const line = linesOf(text).map(visible).join(" ");
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length);
  const ticks = "`".repeat(Math.max(0, ...runs) + 1);
  const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${ticks}${gap}${line}${gap}${ticks}`;
}

/** A text that is no Markdown, as a quotation. */
export function quoted(text: string): string {
  return linesOf(text.trim())
    .map((line) => (line.trim() === "" ? ">" : `> ${unmarked(visible(line))}  `))
    .join("\n");
}

/**
 * Markdown from a session: headings go below those of the document, fences that are left open are closed, HTML stands
 * as text, and images are not fetched.
 */
export function embedded(text: string, level: number): string {
  const out: string[] = [];
  let fence: string | null = null;
  /** Lines since the last blank one or fence. */
  let block: string[] = [];
  const flush = (): void => {
    out.push(...tame(block));
    block = [];
  };
  for (const line of linesOf(text.trim()).map(visible)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence !== null) {
      out.push(line);
      if (mark !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
    } else if (mark !== null) {
      flush();
      fence = mark;
      out.push(line);
    } else if (line.trim() === "") {
      flush();
      out.push("");
    } else block.push(lowered(line, level));
  }
  flush();
  if (fence !== null) out.push(fence);
  return out.join("\n");
}

function lowered(line: string, level: number): string {
  const heading = /^\s{0,3}(#{1,6})(\s.*)$/.exec(line);
  if (heading !== null) return `${"#".repeat(Math.min(6, (heading[1] ?? "").length + level))}${heading[2] ?? ""}`;
  // It would make a heading of the line above.
  return line.replace(/^(\s{0,3})(?:=+|-+)\s*$/, (whole, lead: string) =>
    whole.trim().startsWith("---") ? `${lead}* * *` : whole.replace(/[=-]/, String.raw`\$&`),
  );
}

/**
 * Outside of code: no tag, no comment, no image. What is code is sure only where every line closes what it opens: else
 * all of it is taken for text.
 */
function tame(lines: readonly string[]): readonly string[] {
  const parts = lines.map(splitCode);
  const sure = parts.every((line) => line !== null);
  return lines.map((line, at) =>
    ((sure ? parts[at] : null) ?? [line])
      .map((part, index) =>
        index % 2 === 1 ? part : part.replaceAll(/<(?=[a-z/!?])/gi, "&lt;").replaceAll("![", String.raw`!\[`),
      )
      .join(""),
  );
}

/** A line of more characters is nobody's prose, and not worth the search. */
const LONGEST = 20_000;

/** Text and code by turns; null where a mark of code is left over, or one might be escaped. */
function splitCode(line: string): readonly string[] | null {
  if (line.length > LONGEST || line.includes("\\`")) return null;
  const parts: string[] = [];
  let from = 0;
  for (const found of line.matchAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g)) {
    parts.push(line.slice(from, found.index), found[0]);
    from = found.index + found[0].length;
  }
  const rest = line.slice(from);
  parts.push(rest);
  return parts.some((part, at) => at % 2 === 0 && part.includes("`")) ? null : parts;
}
