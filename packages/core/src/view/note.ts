// Views of what happened around the conversation, and of what could not be read.

import type { JsonObject } from "../bytes/json.ts";
import { integer, object, text } from "../lineage/field.ts";
import { parts, view, words } from "./build.ts";
import type { ItemView } from "./contract.ts";

export function noteView(note: string, value: JsonObject): ItemView {
  switch (note) {
    case "settings":
      return settingsView(object(value["thread_settings"]) ?? value);
    case "renamed": {
      const name = words(value["thread_name"]);
      return view("note", name === null ? "the thread lost its name" : `the thread was named ${name}`);
    }
    case "goal":
      return goalView(object(value["goal"]));
    case "rolled_back": {
      const turns = integer(value["num_turns"]) ?? 0;
      return view("note", `${turns} turn${turns === 1 ? " was" : "s were"} rolled back`);
    }
    case "reverted":
      return view("note", "the thread was reverted");
    case "undone": {
      const failed = value["success"] === false;
      const said = words(value["message"]);
      return view("note", failed ? "an undo failed" : "changes were undone", {
        state: failed ? "failed" : null,
        parts: parts("typed", said),
      });
    }
    case "snapshot": {
      const commit = text(object(value["ghost_commit"])?.["id"]);
      return view("note", `snapshot of the files${commit === null ? "" : `: commit ${commit}`}`, { quiet: true });
    }
    case "resumed":
      return view("note", "the thread was resumed");
    default:
      return view("note", note.replaceAll("_", " "));
  }
}

function settingsView(settings: JsonObject): ItemView {
  const mode = text(object(settings["collaboration_mode"])?.["mode"]);
  const facts = [
    text(settings["model"]),
    textOf("approval", settings["approval_policy"]),
    textOf("permissions", object(settings["permission_profile"])?.["type"]),
    mode === null ? null : `${mode} mode`,
    text(settings["cwd"]),
  ];
  return view("note", `settings: ${facts.filter((fact) => fact !== null).join(", ")}`, { quiet: true });
}

function textOf(name: string, value: JsonObject[string]): string | null {
  if (value === undefined || value === null) return null;
  return `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`;
}

function goalView(goal: JsonObject | null): ItemView {
  if (goal === null) return view("note", "the goal was cleared");
  const objective = words(goal["objective"]) ?? "";
  const state = text(goal["status"]);
  return view("note", `goal${state === null ? "" : ` (${state})`}: ${objective}`);
}

export function unknownView(content: JsonObject): ItemView {
  const [outer, inner] = [text(content["outer"]) ?? "", text(content["inner"]) ?? ""];
  const type = [outer, inner].filter((word) => word !== "").join("/");
  return view("unknown", type === "" ? "a record of no known shape" : `a record of unknown type ${type}`);
}

export function damageView(content: JsonObject): ItemView {
  const kind = text(content["kind"]) ?? "";
  // These are remarks about records that were read.
  const harmless = kind === "joined" || kind === "bom" || kind === "lone-surrogate";
  return view("damage", text(content["message"]) ?? "Bytes that hold no whole record.", {
    state: harmless ? null : "failed",
    remarks: [kind],
  });
}
