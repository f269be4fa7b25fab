// An action has one name, in the file it happened in and in every copy of that file.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { projectActions } from "./project.ts";

// Two kinds cannot be told: a review's own start, which stands before the first turn that shows where the copy ends; and
// a user's command of a session kept in Extended mode, whose event with its id a fork leaves out.
const UNTOLD = /:review_entered#2$|_ext .*:user_shell#1$/;

test("copied actions bear the names they have where they happened", () => {
  const strange: string[] = [];
  let copied = 0;
  for (const { label, name, files } of listScenarios()) {
    const own = new Set<string>();
    const copies = new Set<string>();
    for (const file of files) {
      for (const record of projectActions(sessionBytes(file), { file, withCopied: true })) {
        if (record.record === "action") (record.durability === "copied" ? copies : own).add(record.action_id);
      }
    }
    copied += copies.size;
    for (const id of copies) if (!own.has(id) && !UNTOLD.test(`${name} ${id}`)) strange.push(`${label}/${name} ${id}`);
  }
  expect(copied).toBeGreaterThan(200);
  expect(strange).toEqual([]);
});
