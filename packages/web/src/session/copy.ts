// What can be copied of an item: Markdown, JSON, an address, the command that goes on with the session.

import type { Part } from "rollbook-core/view";
import type { Entry, Row, Source } from "../source/contract.ts";
import { NAMES } from "./kinds.ts";

export function markdownOf(row: Row, { view }: Entry): string {
  const title = view.kind === "command" ? fenced(view.title, "sh") : view.title === "" ? "" : `**${view.title}**`;
  const head = view.kind === "prompt" || view.kind === "answer" ? `**${NAMES[row.kind]}**` : title;
  return [head, ...view.parts.map(partMarkdown)].filter((text) => text !== "").join("\n\n");
}

function partMarkdown(part: Part): string {
  switch (part.type) {
    case "said":
    case "typed":
    case "fact":
      return part.text;
    case "output":
    case "code":
      return fenced(part.text.trimEnd(), "");
    case "steps":
      return part.steps.map(({ text, state }) => `- [${state === "done" ? "x" : " "}] ${text}`).join("\n");
    case "diff":
      return `${part.file.path}\n\n${fenced(part.file.lines.join("\n"), "diff")}`;
  }
}

/** The fence is longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = [...text.matchAll(/`{3,}/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The item whole, with the parts of which only the beginning had travelled. */
export async function wholeEntry(source: Source, entry: Entry): Promise<Entry> {
  const parts = await Promise.all(
    entry.view.parts.map(async (part, index): Promise<Part> => {
      if (part.cut === undefined || part.type === "steps") return part;
      const text = await source.part(entry.position, index);
      return part.type === "diff" ? { ...part, file: { ...part.file, lines: text.split("\n") } } : { ...part, text };
    }),
  );
  return { ...entry, view: { ...entry.view, parts } };
}
