// A view of bounded size: of long texts and diffs only the beginning.

import type { ItemView, Part } from "./contract.ts";

/** How much there is of a part of which only the beginning is here, in characters. */
export interface Cut {
  readonly cut?: { readonly length: number };
}

export interface ClippedView extends Omit<ItemView, "parts"> {
  readonly parts: readonly (Part & Cut)[];
}

/** Of a text or diff of more than `over` characters about the first `keep`; a diff keeps whole lines. */
export function clipView(
  view: ItemView,
  { over, keep }: { readonly over: number; readonly keep: number },
): ClippedView {
  const title = view.title.length > over ? `${beginning(view.title, keep)}…` : view.title;
  return { ...view, title, parts: view.parts.map((part) => clipPart(part, over, keep)) };
}

function clipPart(part: Part, over: number, keep: number): Part & Cut {
  if (part.type === "steps") return part;
  if (part.type !== "diff") {
    const { length } = part.text;
    return length > over ? { ...part, text: beginning(part.text, keep), cut: { length } } : part;
  }
  const length = part.file.lines.reduce((sum, line) => sum + line.length + 1, 0);
  if (length <= over) return part;
  const lines: string[] = [];
  let room = keep;
  for (const line of part.file.lines) {
    if (room <= 0) break;
    lines.push(line.length > room ? `${beginning(line, room)}…` : line);
    room -= line.length + 1;
  }
  return { type: "diff", file: { ...part.file, lines }, cut: { length } };
}

/** Never ends between the halves of a character. */
function beginning(said: string, keep: number): string {
  const code = said.charCodeAt(keep - 1);
  return said.slice(0, code >= 0xd800 && code < 0xdc00 ? keep - 1 : keep);
}
