// Diffs as text for people: git's form, with remarks where something is not known.

import { styleText } from "node:util";
import { formatGitDiff, pathBelow, type FileDiff, type RecordedChange, type Root } from "rollbook-core/replay";
import type { Console } from "../console.ts";
import { printable } from "../printable.ts";
import { describeReasons } from "./reasons.ts";

/** A path as it is shown: below the session's folder where it lies there. */
export function shownPath(root: Root, path: string): string {
  return pathBelow(root.path, path) ?? path;
}

/** What is known of a file's diff: all of it as one patch, else each change by itself. */
export function diffText(diff: FileDiff, root: Root): string {
  const whole = patchOf(diff, root);
  if (whole !== null) return whole;
  return (
    remark(`${shownPath(root, diff.path)}: ${describeReasons(diff.reasons)}`) +
    diff.changes.map((change) => changeText(change, root)).join("")
  );
}

/** The patch of a file; null where it is not known. */
export function patchOf({ old_path, path, kind, old_mode, mode, hunks }: FileDiff, root: Root): string | null {
  if (hunks === null) return null;
  const old_name = old_path === null ? null : shownPath(root, old_path);
  const new_name = kind === "deleted" ? null : shownPath(root, path);
  return formatGitDiff({ old_name, new_name, old_mode, mode, hunks });
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

export function changeBody(change: RecordedChange, root: Root): string {
  const { kind, path, moved_to, hunks, unnumbered } = change;
  const shown = shownPath(root, path);
  const old_name = kind === "add" ? null : shown;
  const new_name = kind === "delete" ? null : shownPath(root, moved_to ?? path);
  const head = formatGitDiff({ old_name, new_name, old_mode: null, mode: null, hunks: hunks ?? [] });
  if (hunks !== null) return head;
  if (unnumbered === null) return head + remark("its text is not recorded");
  return `${head}${remark("where these lines are is not recorded")}${unnumbered}${unnumbered.endsWith("\n") ? "" : "\n"}`;
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
