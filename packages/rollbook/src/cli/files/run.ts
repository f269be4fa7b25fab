// rollbook files: which files a session touched, or which sessions touched a file.

import { REPLAY_SCHEMA_VERSION, type Root, shownPath, type TouchedFile, touchedFiles } from "rollbook-core/replay";
import { createChangeHiding, type ChangeHiding } from "../changes/hiding.ts";
import { tellHistory } from "../changes/history.ts";
import { describeRoot } from "../changes/reasons.ts";
import { openSession } from "../changes/session.ts";
import { firstOwn, lastIndex, readRange } from "../changes/turns.ts";
import { plural } from "../check/facts.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { printColumns } from "../format/columns.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";
import { filesTable } from "./table.ts";
import { runTouching } from "./touching.ts";

export const runFiles: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const touching = values.get("touching")?.at(-1);
  if (touching !== undefined) {
    if (values.has("turn")) throw new Failure(EXIT.usage, "--turn is of one session; it does not go with --touching");
    return runTouching(touching, invocation, console);
  }
  const [operand, ...more] = operands;
  if (operand === undefined || more.length > 0)
    throw new Failure(EXIT.usage, "files needs one session, or --touching PATH (see: rollbook files --help)");
  const { thread, gaps } = await openSession(operand, invocation, console);
  const asked = values.get("turn")?.at(-1);
  const range = asked === undefined ? { from: 0, until: lastIndex(thread) } : readRange(thread, asked);
  const from = flags.has("with-copied") ? range.from : Math.max(range.from, firstOwn(thread));
  const { history, replay } = tellHistory(thread, invocation, { ...range, from });
  const { root } = history;
  const files = touchedFiles(replay);
  const hiding = createChangeHiding(flags.has("no-redact"));
  const notes = createChangeHiding(flags.has("no-redact"));
  for (const gap of gaps) console.note(`rollbook: ${await notes.hide(gap)}`);
  const remark = describeRoot(root);
  if (remark !== null && files.length > 0) console.note(`rollbook: ${await notes.hide(remark)}`);
  const output = openStdout();
  if (flags.has("json")) {
    const named = files.map((file) => ({ ...file, name: shownPath(root, file.path) }));
    const head = { schema_version: REPLAY_SCHEMA_VERSION, thread_id: thread.id, root, gaps };
    const turns = { first_turn: from, last_turn: range.until };
    output.write(`${JSON.stringify(await hiding.hide({ ...head, ...turns, files: named }))}\n`);
  } else output.write(await printFiles(files, root, hiding, console));
  await output.finish();
  const hidden = hiding.told();
  if (hidden !== null) console.note(`rollbook: ${hidden}`);
  return EXIT.ok;
};

async function printFiles(
  files: readonly TouchedFile[],
  root: Root,
  hiding: ChangeHiding,
  { columns }: Console,
): Promise<string> {
  if (files.length === 0) return "no file was changed\n";
  const rows: string[][] = [];
  for (const file of files) rows.push([...filesTable.cells(file), printable(await hiding.hide(nameOf(file, root)))]);
  const titles = [...filesTable.columns, { title: "file", rest: true }];
  return `${printColumns(titles, rows, columns, [])}${plural(files.length, "file")}\n`;
}

function nameOf({ path, moved_to, moved_from }: TouchedFile, root: Root): string {
  const to = moved_to === null ? "" : ` → ${shownPath(root, moved_to)}`;
  const from = moved_from === null ? "" : ` ← ${shownPath(root, moved_from)}`;
  return `${shownPath(root, path)}${to}${from}`;
}
