// Reasons in words for a person.

import type { Reason, Root } from "rollbook-core/replay";
import { cut } from "../format/columns.ts";

const LONGEST_COMMAND = 60;

/** Without the name of the file; where in the session it is, if it is somewhere. */
export function describeReason({ kind, item, count, text }: Reason): string {
  const where = item === null ? "" : ` (turn ${item.turn_index + 1})`;
  const more = count > 1 ? `, and ${count - 1} more` : "";
  switch (kind) {
    case "command":
      return `a command may have written it: ${cut(text.replaceAll(/\s+/g, " "), LONGEST_COMMAND)}${where}${more}`;
    case "tool":
      return `a tool may have written it: ${text}${where}${more}`;
    case "agent":
      return `an agent may have written it: ${text}${where}${more}`;
    case "patch":
      return `${text}${where}${more}`;
    case "undo":
      return `Codex put files back to a snapshot${where}${more}`;
    case "other_thread":
      return `turns that are not recorded here may have written it: ${text}${where}`;
    case "damage":
      return `records of the session cannot be read${where}${more}: ${text}`;
    case "misfit":
      return `something that left no record changed it: ${text}${where}${more}`;
    case "unseen":
    case "unnumbered":
      return `${text}${where}`;
    case "base":
      return `in the base commit ${text}`;
  }
}

export function describeReasons(reasons: readonly Reason[]): string {
  return reasons.map(describeReason).join("; ");
}

const ROOT_FROM: Readonly<Record<Root["from"], string>> = {
  asked: "as --root says",
  header: "",
  turn: "",
  changes: "the deepest folder that holds all changed files, for the session names none; --root names another",
  nowhere: "",
};

/** A remark on the folder that paths are below, where there is one to be made. */
export function describeRoot({ path, from }: Root): string | null {
  return path === null || ROOT_FROM[from] === "" ? null : `paths are below ${path} (${ROOT_FROM[from]})`;
}
