// rollbook replay: the files a session changed as they were after a turn, and what of them cannot be known.

import { statSync } from "node:fs";
import { fileStates } from "rollbook-core/replay";
import { tellHistory } from "../changes/history.ts";
import { createChangeHiding } from "../changes/hiding.ts";
import { describeRoot } from "../changes/reasons.ts";
import { openSession } from "../changes/session.ts";
import { firstOwn, lastIndex, readTurn } from "../changes/turns.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { openStdout } from "../output/stdout.ts";
import { placeStates } from "./places.ts";
import { isSettled, printReport, reportJson, type ReplayReport } from "./report.ts";
import { compareFile } from "./verify.ts";
import { writeFiles } from "./write.ts";

export const runReplay: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const [operand = ""] = operands;
  const output = values.get("output")?.at(-1) ?? null;
  const verify = values.get("verify")?.at(-1) ?? null;
  if (verify !== null && statSync(verify, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Failure(EXIT.input, `cannot compare with ${verify}: it is no directory; check the path`);
  const { thread, gaps } = await openSession(operand, invocation, console);
  const asked = values.get("at")?.at(-1);
  const turn = asked === undefined ? (thread.turns.at(-1) ?? null) : readTurn(thread, asked);
  if (turn !== null && turn.index < firstOwn(thread)) {
    const owner = turn.thread_id ?? "another session";
    throw new Failure(EXIT.usage, `turn ${turn.index + 1} was copied from ${owner}; replay that session`);
  }
  const told = tellHistory(thread, invocation, { from: 0, until: turn?.index ?? lastIndex(thread) });
  const placed = placeStates(fileStates(told.replay), told.history.root);
  const toWrite = placed.flatMap(({ state: { state, text, mode }, place }) =>
    state === "known" && text !== null && place !== null ? [{ place, text, executable: mode === "100755" }] : [],
  );
  if (output !== null) writeFiles(output, toWrite, flags.has("overwrite"), console.env);
  const report: ReplayReport = {
    thread_id: thread.id,
    turn: turn === null ? null : { index: turn.index, id: turn.id },
    told,
    gaps,
    output,
    verify,
    files: placed.map(({ state, place }) => ({
      state,
      place,
      written: output !== null && state.state === "known" && place !== null,
      verified: verify === null ? null : compareFile(verify, place, state),
    })),
  };
  const hiding = createChangeHiding(flags.has("no-redact"));
  const notes = createChangeHiding(flags.has("no-redact"));
  for (const gap of gaps) console.note(`rollbook: ${await notes.hide(gap)}`);
  const remark = describeRoot(told.history.root);
  if (remark !== null && report.files.length > 0) console.note(`rollbook: ${await notes.hide(remark)}`);
  const out = openStdout();
  out.write(flags.has("json") ? await reportJson(report, hiding) : await printReport(report, hiding, console));
  await out.finish();
  const hidden = hiding.told();
  if (hidden !== null) console.note(`rollbook: ${hidden}`);
  return isSettled(report) ? EXIT.ok : EXIT.findings;
};
