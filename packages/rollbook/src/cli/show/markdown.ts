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
  for (const raw of linesOf(text.trim())) {
    const line = visible(raw);
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence !== null) {
      out.push(line);
      if (mark !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
    } else {
      if (mark !== null) fence = mark;
      const heading = /^\s{0,3}(#{1,6})(\s.*)$/.exec(line);
      const lowered =
        heading === null ? line : `${"#".repeat(Math.min(6, (heading[1] ?? "").length + level))}${heading[2] ?? ""}`;
      out.push(mark === null ? tame(lowered) : lowered);
    }
  }
  if (fence !== null) out.push(fence);
  return out.join("\n");
}

/** Outside of code: no tag, no comment, no image; a line of dashes would make a heading of the one above it. */
function tame(line: string): string {
  return line
    .split(/(`[^`]*`)/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replaceAll(/<(?=[a-z/!?])/gi, String.raw`\<`).replaceAll("![", String.raw`!\[`),
    )
    .join("")
    .replace(/^(\s{0,3})(=+|-+)\s*$/, (whole, lead: string, dashes: string) =>
      dashes.length > 2 && dashes.startsWith("-") ? `${lead}* * *` : whole.replace(/[=-]/, String.raw`\$&`),
    );
}
