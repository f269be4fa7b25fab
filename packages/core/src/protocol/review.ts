// Reviews in the words of Codex's app-server.

import type { Json, JsonObject } from "../bytes/json.ts";
import { list, number, object, text } from "../lineage/field.ts";

/** What was asked to be reviewed, where no hint for people was written. */
export function targetText(value: Json | undefined): string {
  const target = object(value);
  switch (target?.["type"]) {
    case "uncommittedChanges":
      return "current changes";
    case "baseBranch":
      return `changes against '${text(target["branch"]) ?? ""}'`;
    case "commit":
      return `commit ${(text(target["sha"]) ?? "").slice(0, 7)}`;
    default:
      return text(target?.["instructions"]) ?? "";
  }
}

/** The explanation, then each finding. */
export function reviewText(value: Json | undefined): string {
  const output = object(value);
  if (output === null) return EMPTY;
  const explanation = (text(output["overall_explanation"]) ?? "").trim();
  const findings = list(output["findings"])
    .map((finding) => object(finding))
    .filter((finding) => finding !== null);
  const parts = explanation === "" ? [] : [explanation];
  if (findings.length > 0) {
    const heading = findings.length > 1 ? "Full review comments:" : "Review comment:";
    parts.push(`${heading}\n\n${findings.map(findingText).join("\n\n")}`);
  }
  return parts.length === 0 ? EMPTY : parts.join("\n\n");
}

const EMPTY = "Reviewer failed to output a response.";

function findingText(finding: JsonObject): string {
  const place = object(finding["code_location"]);
  const range = object(place?.["line_range"]);
  const body = (text(finding["body"]) ?? "")
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
  const lines = `${number(range?.["start"]) ?? 0}-${number(range?.["end"]) ?? 0}`;
  return `- ${text(finding["title"]) ?? ""} — ${text(place?.["absolute_file_path"]) ?? ""}:${lines}\n${body}`;
}
