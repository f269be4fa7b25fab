// rollbook open: a bundle in the viewer, or unpacked.

import { existsSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { BadBundle, unpackBundle, type BundleManifest } from "../../bundle/index.ts";
import { plural } from "../check/facts.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure, systemCode } from "../exit.ts";
import { findCodexHome } from "../../home/index.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";

/** What a bundle may take unpacked where nobody says how much. */
const GIGABYTE = 1 << 30;
const MOST = 16;

export const runOpen: Run = async (invocation, console) => {
  const { operands, values } = invocation;
  const file = operands[0] ?? "";
  const bytes = readMost(values.get("most")?.at(-1)) * GIGABYTE;
  const wanted = values.get("extract")?.at(-1);
  const beside = wanted === undefined ? tmpdir() : placeFor(wanted, console);
  const directory = mkdtempSync(join(beside, ".rollbook-open-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  process.on("exit", remove);
  const interrupted = (): never => process.exit(EXIT.interrupted);
  process.once("SIGINT", interrupted);
  try {
    const manifest = await unpack(file, directory, bytes);
    process.removeListener("SIGINT", interrupted);
    tell(manifest, console);
    if (wanted === undefined) return await show(directory, manifest, invocation, console);
    return await keep(directory, wanted);
  } finally {
    remove();
    process.removeListener("exit", remove);
    process.removeListener("SIGINT", interrupted);
  }
};

async function unpack(file: string, directory: string, bytes: number): Promise<BundleManifest> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Failure(EXIT.input, `${file} is no file; name a bundle made by rollbook bundle`);
  }
  try {
    return await unpackBundle(file, directory, { bytes });
  } catch (error) {
    if (error instanceof BadBundle) throw new Failure(EXIT.input, `${file}: ${error.message}; nothing of it was kept`);
    const code = systemCode(error);
    if (code === null) throw error;
    throw new Failure(EXIT.output, `${file} could not be unpacked into ${directory}: ${code}`);
  }
}

async function show(
  directory: string,
  { session_id }: BundleManifest,
  invocation: Parameters<Run>[0],
  console: Console,
): Promise<number> {
  const { runView } = await import("../view/run.ts");
  const values = new Map([...invocation.values, ["home", [directory]] as const]);
  return runView({ ...invocation, operands: session_id === null ? [] : [session_id], values }, console);
}

async function keep(directory: string, wanted: string): Promise<number> {
  const target = resolve(wanted);
  // What stands there is an empty directory, or nothing.
  if (existsSync(target)) rmdirSync(target);
  renameSync(directory, target);
  const output = openStdout();
  output.write(`${target}\n`);
  await output.finish();
  return EXIT.ok;
}

/** The directory it will stand in. Throws where something is in its place already. */
function placeFor(wanted: string, { env }: Console): string {
  const target = resolve(wanted);
  const there = statSync(target, { throwIfNoEntry: false });
  if (there !== undefined && (!there.isDirectory() || readdirSync(target).length > 0)) {
    throw new Failure(EXIT.usage, `${wanted} exists already, and nothing is written over; name a new directory`);
  }
  try {
    const beside = realpathSync(dirname(target));
    const home = findCodexHome(join(beside, basename(target)), env);
    if (home === null) return beside;
    throw new Failure(
      EXIT.usage,
      `${wanted} lies inside the codex home ${home}, where rollbook never writes; name another place`,
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.output, `cannot write to ${wanted}: ${systemCode(error) ?? String(error)}`);
  }
}

function readMost(asked: string | undefined): number {
  if (asked === undefined) return MOST;
  const most = Number(asked);
  if (Number.isInteger(most) && most >= 1 && most <= 100_000) return most;
  throw new Failure(EXIT.usage, `--most needs a number of gigabytes from 1 to 100000, not "${asked}"`);
}

function tell(manifest: BundleManifest, { note }: Console): void {
  const { created_at, rollbook_version, threads, recording, redacted, hidden, left_out } = manifest;
  const secrets = Object.values(hidden).reduce((sum, count) => sum + count, 0);
  const facts = [
    `a bundle of ${plural(threads.length, "thread")}`,
    recording ? "recorded" : "not recorded",
    `made ${created_at} by rollbook ${rollbook_version}`,
    redacted ? `${plural(secrets, "secret")} hidden` : "secrets not hidden",
  ];
  note(printable(`rollbook: ${facts.join(", ")}`));
  for (const { name, why } of left_out) note(printable(`rollbook: ${name} is not in it: ${why}`));
}
