// rollbook upgrade: a session of any era as a new file of a newer one.

import { basename } from "node:path";
import { createReader, parseRolloutName, type Era } from "rollbook-core";
import { createUpgrade, encodeUpgraded, type Upgrade, type UpgradeReport } from "rollbook-core/upgrade";
import { readChunks, SourceError } from "../../home/index.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeUnread } from "../input.ts";
import type { Output } from "../output/descriptor.ts";
import { openOutputFile } from "../output/file.ts";
import { openStdout } from "../output/stdout.ts";
import { describeUpgrade, type FileUpgrade } from "./report.ts";
import { createWindow } from "./window.ts";

export const runUpgrade: Run = async ({ operands, flags, values }, console) => {
  const [file = ""] = operands;
  const output = values.get("output")?.at(-1);
  if (output === undefined) throw new Failure(EXIT.usage, "upgrade writes a new file: name it with -o FILE");
  const to = (values.get("to")?.at(-1) ?? "paginated") as Era;
  const target = openOutputFile(output, [file], console.env, "new");
  let report: UpgradeReport;
  try {
    report = await upgradeFile(file, to, target);
    if (report.unchanged) target.discard();
    else await target.finish();
  } catch (error) {
    target.discard();
    throw error instanceof SourceError
      ? new Failure(EXIT.input, describeUnread(error, "so nothing was written"))
      : error;
  }
  const told: FileUpgrade = {
    ...report,
    file,
    output: report.unchanged ? null : output,
    suggested_name: report.unchanged ? null : suggestName(report),
  };
  const out = openStdout();
  out.write(flags.has("json") ? `${JSON.stringify(told)}\n` : describeUpgrade(told));
  await out.finish();
  return EXIT.ok;
};

async function upgradeFile(file: string, to: Era, target: Output): Promise<UpgradeReport> {
  const window = createWindow();
  const named = parseRolloutName(basename(file))?.thread_id ?? null;
  let recognised = false;
  let settled = 0;
  const upgrade: Upgrade = createUpgrade({ to, named }, (line) => {
    if (upgrade.unchanged() === true) return;
    const source = line.making === "source" ? window.text(line.at.offset, line.at.length) : null;
    target.write(`${encodeUpgraded(line, source)}\n`);
  });
  const reader = createReader({ long: "whole" }, (reading) => {
    if (reading.kind === "record" && reading.era !== null) recognised = true;
    upgrade.read(reading);
    settled = Math.max(settled, reading.at.offset + reading.at.length);
  });
  for await (const chunk of readChunks(file)) {
    window.push(chunk);
    reader.push(chunk);
    window.drop(settled);
    await target.settle();
    if (upgrade.unchanged() === true) return upgrade.end();
  }
  reader.end();
  if (!recognised)
    throw new Failure(
      EXIT.input,
      `${file} holds no Codex session: no record in it is of a known shape; check the path`,
    );
  return upgrade.end();
}

/** The name Codex 0.169 finds a session under; its time is local, as in the names Codex writes. */
function suggestName({ thread_id, started_at }: UpgradeReport): string | null {
  const time = new Date(started_at ?? Number.NaN);
  if (thread_id === null || Number.isNaN(time.getTime())) return null;
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join("-");
  return `rollout-${day}T${clock}-${thread_id}.jsonl`;
}
