// Patches: the envelope a model writes, and the changes Codex reports of it.

import type { Random } from "./random.ts";
import { sourceLine } from "./lines.ts";
import { camel, path } from "./words.ts";

export interface Change {
  readonly envelope: string;
  /** By absolute path, as `patch_apply_end` and `FileChange` have them. */
  readonly changes: Readonly<Record<string, object>>;
  /** What apply_patch prints. */
  readonly printed: string;
}

/** A patch of one to four files, of about `lines` lines each. */
export function patchOf(random: Random, cwd: string, lines: number): Change {
  const envelope = ["*** Begin Patch"];
  const changes: Record<string, object> = {};
  let printed = "Success. Updated the following files:\n";
  for (let files = random.chance(0.75) ? 1 : random.int(2, 4); files > 0; files--) {
    const file = path(random);
    if (random.chance(0.2)) {
      const content = Array.from({ length: lines }, () => sourceLine(random));
      envelope.push(`*** Add File: ${file}`, ...content.map((line) => `+${line}`));
      changes[`${cwd}/${file}`] = { type: "add", content: `${content.join("\n")}\n` };
      printed += `A ${file}\n`;
      continue;
    }
    const move = random.chance(0.05) ? path(random) : null;
    const hunk = hunkOf(random, lines);
    envelope.push(`*** Update File: ${file}`);
    if (move !== null) envelope.push(`*** Move to: ${move}`);
    envelope.push(random.chance(0.5) ? "@@" : `@@ function ${camel(random)}()`, ...hunk);
    const kept = hunk.filter((line) => !line.startsWith("+")).length;
    const made = hunk.filter((line) => !line.startsWith("-")).length;
    const start = random.int(1, 900);
    changes[`${cwd}/${file}`] = {
      type: "update",
      unified_diff: `@@ -${start},${kept} +${start},${made} @@\n${hunk.join("\n")}\n`,
      move_path: move === null ? null : `${cwd}/${move}`,
    };
    printed += `M ${move ?? file}\n`;
  }
  envelope.push("*** End Patch");
  return { envelope: envelope.join("\n"), changes, printed };
}

function hunkOf(random: Random, lines: number): string[] {
  const hunk: string[] = [];
  while (hunk.length < lines) {
    for (let context = random.int(1, 3); context > 0; context--) hunk.push(` ${sourceLine(random)}`);
    for (let gone = random.int(0, 3); gone > 0; gone--) hunk.push(`-${sourceLine(random)}`);
    for (let come = random.int(1, 6); come > 0; come--) hunk.push(`+${sourceLine(random)}`);
  }
  return hunk;
}
