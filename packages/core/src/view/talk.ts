// Views of what was said and thought.

import { isObject, type JsonObject } from "../bytes/json.ts";
import { list, object, text } from "../lineage/field.ts";
import { mediaLine, parts, sizeOf, view, words } from "./build.ts";
import type { ItemView, Part } from "./contract.ts";

export function promptView(content: JsonObject): ItemView {
  return view("prompt", "", { parts: list(content["content"]).flatMap((part) => inputParts(object(part) ?? {})) });
}

function inputParts(part: JsonObject): readonly Part[] {
  const said = words(part["text"]);
  if (said !== null) return parts("typed", said);
  const media = mediaLine(part);
  if (media !== null) return parts("fact", media);
  const named = [text(part["type"]), text(part["name"]), text(part["path"])].filter((name) => name !== null);
  return parts("fact", named.join(" "));
}

export function answerView(content: JsonObject): ItemView {
  const said = list(content["content"]).map((part) => words(object(part)?.["text"]) ?? "");
  const questions = list(content["questions"]).map((question) => words(object(question)?.["question"]) ?? "");
  return view("answer", "", {
    parts: [...parts("said", said.join("")), ...questions.flatMap((question) => parts("said", question))],
  });
}

export function reasoningView(content: JsonObject): ItemView {
  const summary = list(content["summary_text"]).map((part) => words(part) ?? "");
  const raw = list(content["raw_content"]).map((part) => words(part) ?? "");
  const told = summary.some((part) => part.trim() !== "") ? summary : raw;
  return view("reasoning", "", { parts: parts("said", told.join("\n\n")) });
}

export function planView(content: JsonObject): ItemView {
  return view("plan", "Plan", { parts: parts("said", words(content["text"])) });
}

export function hookView(content: JsonObject): ItemView {
  const said = list(content["fragments"]).map((part) => words(object(part)?.["text"]) ?? words(part) ?? "");
  return view("note", "a hook said", { parts: parts("typed", said.join("\n")) });
}

/** `<environment_context>` and the like: named by the tag they open with, or by their first words. */
export function contextView(content: JsonObject): ItemView {
  const said = words(content["text"]) ?? "";
  const role = text(content["role"]) ?? "unknown";
  return view("context", contextName(said), {
    parts: parts("typed", said),
    remarks: [role, sizeOf(said.length)],
    quiet: true,
  });
}

function contextName(said: string): string {
  const start = said.trimStart().slice(0, 200);
  const tag = /^<([a-z][\w -]{0,40})>/i.exec(start)?.[1];
  const line = (tag ?? start.split("\n")[0] ?? "").replace(/^#+\s*/, "").replaceAll("_", " ");
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
}

/** Messages between agents; the second generation writes a small head of its own before them. */
export function communicationView(content: JsonObject): ItemView {
  const said = words(content["text"]);
  const found = /^Message Type: (\S+)\n(?:[A-Z][\w ]*: [^\n]*\n)*Payload:\n?/.exec(said ?? "");
  const body = found === null ? said : (said ?? "").slice(found[0].length);
  const [from, to] = [text(content["author"]) ?? "an agent", text(content["recipient"]) ?? "an agent"];
  const kind = found?.[1]?.toLowerCase().replaceAll("_", " ") ?? "message";
  const empty = body === null || body.trim() === "";
  return view("agent", `${kind} from ${from} to ${to}`, {
    parts: empty ? parts("fact", "its text is encrypted") : parts("said", body),
  });
}

export function reviewView(content: JsonObject, entered: boolean): ItemView {
  if (entered) {
    const hint = words(content["user_facing_hint"]) ?? targetWords(object(content["target"]) ?? {});
    return view("review", hint === "" ? "review begun" : `review begun: ${hint}`);
  }
  const output = object(content["review_output"]);
  if (output === null) return view("review", "review ended without a result", { state: "failed" });
  const verdict = text(output["overall_correctness"]) ?? "";
  const findings = list(output["findings"]).filter((finding) => isObject(finding));
  return view("review", ["review ended", verdict].filter((word) => word !== "").join(": "), {
    parts: [
      ...parts("said", words(output["overall_explanation"])),
      ...findings.flatMap((finding) => parts("said", findingText(finding))),
    ],
  });
}

function targetWords(target: JsonObject): string {
  switch (target["type"]) {
    case "uncommittedChanges":
      return "current changes";
    case "baseBranch":
      return `changes against ${text(target["branch"]) ?? "a branch"}`;
    case "commit":
      return `commit ${(text(target["sha"]) ?? "").slice(0, 7)}`;
    default:
      return words(target["instructions"]) ?? "";
  }
}

function findingText(finding: JsonObject): string {
  const place = object(finding["code_location"]);
  const range = object(place?.["line_range"]);
  const line = typeof range?.["start"] === "number" ? `:${range["start"]}` : "";
  const where = text(place?.["absolute_file_path"]);
  const title = words(finding["title"]) ?? "";
  return `- **${title}**${where === null ? "" : ` ${where}${line}`}\n  ${(words(finding["body"]) ?? "").replaceAll("\n", "\n  ")}`;
}
