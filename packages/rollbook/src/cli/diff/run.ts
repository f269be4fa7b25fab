// rollbook diff: what a session changed in files, as one diff or change by change.

import { type FileDiff, fileDiffs, patchOf, pathBelow, type Root, shownPath } from "rollbook-core/replay";
import { tellHistory, type Told } from "../changes/history.ts";
import { createChangeHiding } from "../changes/hiding.ts";
import { describeReasons, describeRoot } from "../changes/reasons.ts";
import { openSession, type Session } from "../changes/session.ts";
import { changeText, diffText, forTerminal } from "../changes/text.ts";
import { firstOwn, lastIndex, readRange } from "../changes/turns.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { openStdout } from "../output/stdout.ts";
import { diffJson } from "./json.ts";
import { printStat } from "./stat.ts";

const FORMS = ["json", "patch", "per-change", "stat"] as const;

export const runDiff: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const forms = FORMS.filter((form) => flags.has(form));
  if (forms.length > 1)
    throw new Failure(EXIT.usage, `${forms.map((form) => `--${form}`).join(" and ")} do not go together; choose one`);
  const [form = "text"] = forms;
  const [operand = ""] = operands;
  const session = await openSession(operand, invocation, console);
  const { thread } = session;
  const asked = values.get("turn")?.at(-1);
  const range = asked === undefined ? { from: 0, until: lastIndex(thread) } : readRange(thread, asked);
  const from = flags.has("with-copied") ? range.from : Math.max(range.from, firstOwn(thread));
  const told = tellHistory(thread, invocation, { ...range, from });
  // A patch is for git: with something replaced in it, it would no longer fit.
  const hiding = createChangeHiding(flags.has("no-redact") || form === "patch");
  const notes = createChangeHiding(flags.has("no-redact"));
  const found = fileDiffs(told.replay).filter(({ kind, hunks }) => kind !== "unchanged" || hunks === null);
  // Before they are cut to what a line holds: half a secret is known by no rule.
  const diffs = [];
  for (const diff of found)
    diffs.push({ ...diff, reasons: await (form === "patch" ? notes : hiding).hide(diff.reasons) });

  for (const gap of session.gaps) console.note(`rollbook: ${await notes.hide(gap)}`);
  const remark = describeRoot(told.history.root);
  if (remark !== null && diffs.length > 0) console.note(`rollbook: ${await notes.hide(remark)}`);
  const output = openStdout();
  const left = form === "patch" ? diffs.filter((diff) => !isWhole(diff, told.history.root)) : [];
  if (form === "json") output.write(await diffJson(session, told, { ...range, from }, diffs, hiding));
  else if (form === "stat") output.write(await printStat(diffs, told.history.root, hiding, console));
  else for (const text of textsOf(form, diffs, told)) output.write(forTerminal(await hiding.hide(text), console));
  await output.finish();
  for (const note of notesOn(left, told, session)) console.note(`rollbook: ${await notes.hide(note)}`);
  const hidden = hiding.told();
  if (hidden !== null) console.note(`rollbook: ${hidden}`);
  return left.length === 0 ? EXIT.ok : EXIT.findings;
};

function textsOf(form: string, diffs: readonly FileDiff[], { history }: Told): readonly string[] {
  const { root } = history;
  if (form === "patch") return diffs.flatMap((diff) => (isWhole(diff, root) ? (patchOf(diff, root) ?? []) : []));
  if (form === "text") return diffs.map((diff) => diffText(diff, root));
  const changes = diffs.flatMap((diff) => diff.changes).toSorted((a, b) => a.seq - b.seq);
  return changes.map((change) => changeText(change, root));
}

/** The whole diff of the file is known, and it lies where a patch may reach. */
function isWhole({ hunks, path, old_path }: FileDiff, root: Root): boolean {
  return hunks !== null && [path, old_path ?? path].every((each) => pathBelow(root.path, each) !== null);
}

/** What is not in the patch and why, and what would help. */
function notesOn(left: readonly FileDiff[], { history }: Told, { thread }: Session): readonly string[] {
  const notes = left.map(({ path, reasons, hunks }) => {
    const why = hunks === null ? describeReasons(reasons) : "it lies outside of the session's folder";
    return `not in the patch: ${shownPath(history.root, path)}: ${why}`;
  });
  const commit = thread.header.git?.commit_hash ?? null;
  const unseen = left.some(({ reasons }) => reasons.some(({ kind }) => kind === "unseen" || kind === "unnumbered"));
  const help = `--repo DIR may tell more, with a repository that has the commit ${commit ?? ""}`;
  return unseen && commit !== null ? [...notes, help] : notes;
}
