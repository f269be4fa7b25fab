// Diffs as text for people: git's form, with remarks where something is not known.

import { styleText } from "node:util";
import { changeBody, patchOf, shownPath, type FileDiff, type RecordedChange, type Root } from "rollbook-core/replay";
import type { Console } from "../console.ts";
import { printable } from "../printable.ts";
import { describeReasons } from "./reasons.ts";

/** What is known of a file's diff: all of it as one patch, else each change by itself. */
export function diffText(diff: FileDiff, root: Root): string {
  const whole = patchOf(diff, root);
  if (whole !== null) return whole;
  return (
    remark(`${shownPath(root, diff.path)}: ${describeReasons(diff.reasons)}`) +
    diff.changes.map((change) => changeText(change, root)).join("")
  );
}

/** One change with a line that says where it is from. */
export function changeText(change: RecordedChange, root: Root): string {
  if (change.kind === "arrive") return "";
  const { item, path } = change;
  const head = remark(`turn ${item.turn_index + 1}: ${change.kind} ${shownPath(root, path)} (${item.item_id})`);
  return head + changeBody(change, root);
}

/** A line that git passes over. */
function remark(text: string): string {
  return `# ${printable(text)}\n`;
}

/** Colours, and nothing that steers a terminal. */
export function forTerminal(text: string, { colour, outputSeen }: Pick<Console, "colour" | "outputSeen">): string {
  if (!outputSeen && !colour) return text;
  const lines = text.split("\n").map((line) => {
    const shown = outputSeen ? line.split("\t").map(printable).join("\t") : line;
    const style = colour ? styleOf(line) : null;
    return style === null ? shown : styleText(style, shown, { validateStream: false });
  });
  return lines.join("\n");
}

function styleOf(line: string): "bold" | "cyan" | "green" | "red" | "yellow" | null {
  if (/^(?:diff --git |--- |\+\+\+ |(?:old|new|deleted file|new file) mode |rename (?:from|to) )/.test(line))
    return "bold";
  switch (line[0]) {
    case "@":
      return "cyan";
    case "+":
      return "green";
    case "-":
      return "red";
    case "#":
      return "yellow";
    default:
      return null;
  }
}
