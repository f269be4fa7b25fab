// What the menu of copies offers for the line the cursor is on.

import type { Row, Source } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";
import { markdownOf, wholeEntry } from "./copy.ts";
import type { CopyChoice } from "./copymenu.tsx";
import type { Entries } from "./entries.ts";

interface Subject {
  readonly source: Source;
  readonly outline: Outline;
  readonly entries: Entries;
  readonly row: Row | null;
}

export function copyChoices({ source, outline, entries, row }: Subject): readonly CopyChoice[] {
  const resume = outline.facts?.resume ?? null;
  const markdown = async (of: Row): Promise<string> => {
    const entry = entries.get(of.position) ?? (await source.entries([of.position]))[0];
    return entry === undefined ? "" : markdownOf(of, await wholeEntry(source, entry));
  };
  return [
    { key: "m", name: "This as Markdown", text: row === null ? null : () => markdown(row) },
    { key: "j", name: "This as JSON", text: row === null ? null : () => source.json(row.position) },
    { key: "l", name: "Link to this", text: () => Promise.resolve(location.href) },
    { key: "c", name: "Command that resumes", text: resume === null ? null : () => Promise.resolve(resume) },
  ];
}
