// A named file: written beside its place under another name, and put there only when it is complete.

import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { findCodexHome } from "../../home/index.ts";
import { EXIT, Failure, systemCode } from "../exit.ts";
import { type Output, outputFailure, writeToDescriptor } from "./descriptor.ts";

/** What may stand at the place already: a file that is replaced, or no file at all. Devices and pipes always may. */
export type Standing = "replaced" | "new";

/**
 * Opens `path` for output. Until `finish` nothing stands at `path` that was not there before; `discard`, a failure and
 * an interruption leave it so. A device or a named pipe is written to directly, there is nothing to complete.
 * Throws `Failure`: usage when `path` is one of `inputs`, lies inside a codex home, or is there and should be `new`; output
 * when it cannot be opened.
 */
export function openOutputFile(
  path: string,
  inputs: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  standing: Standing = "replaced",
): Output {
  const target = finalPlace(path);
  refuse(path, target, inputs, env);
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory())
    throw new Failure(EXIT.output, `cannot write to ${path}: it is a directory; give the name of a file`);
  if (standing === "new" && existing?.isFile()) throw takenFailure(path);
  const direct = existing !== undefined && !existing.isFile();
  const written = direct ? target : join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  const fd = open(path, written, direct, existing?.mode);
  const output = writeToDescriptor(fd, path);
  let done = false;

  function discard(): void {
    if (done) return;
    done = true;
    process.removeListener("SIGINT", onSignal);
    process.removeListener("SIGTERM", onSignal);
    output.discard();
    closeSync(fd);
    if (!direct) unlinkSync(written);
  }
  function onSignal(signal: NodeJS.Signals): void {
    discard();
    process.exit(signal === "SIGINT" ? EXIT.interrupted : 143);
  }
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);

  return {
    ...output,
    discard,
    async finish() {
      await output.finish();
      try {
        if (!direct) {
          fsyncSync(fd);
          if (standing === "new") putNew(path, written, target);
          else renameSync(written, target);
        }
      } catch (error) {
        throw error instanceof Failure ? error : outputFailure(path, error);
      }
      done = true;
      process.removeListener("SIGINT", onSignal);
      process.removeListener("SIGTERM", onSignal);
      closeSync(fd);
    },
  };
}

function open(path: string, written: string, direct: boolean, mode: number | undefined): number {
  try {
    return openSync(written, direct ? "w" : "wx", mode === undefined ? 0o666 : mode & 0o777);
  } catch (error) {
    throw outputFailure(path, error);
  }
}

/** A link, unlike a renaming, never takes the place of a file that has come into being meanwhile. */
function putNew(path: string, written: string, target: string): void {
  try {
    linkSync(written, target);
  } catch {
    // Or the file system has no links.
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) throw takenFailure(path);
    renameSync(written, target);
    return;
  }
  unlinkSync(written);
}

function takenFailure(path: string): Failure {
  return new Failure(
    EXIT.usage,
    `${path} exists already, and nothing is written over; name a new file, or remove this one first`,
  );
}

/** Where the bytes will stand: a symbolic link is followed, so that it stays a link. */
function finalPlace(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw outputFailure(path, error);
  }
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Failure(EXIT.output, `cannot write to ${path}: it is a link to nothing; remove it or write elsewhere`);
  }
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute));
  } catch (error) {
    throw outputFailure(path, error);
  }
}

function refuse(
  path: string,
  target: string,
  inputs: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  const there = statSync(target, { throwIfNoEntry: false });
  for (const input of inputs) {
    const read = statSync(input, { throwIfNoEntry: false });
    if (there?.isFile() && read !== undefined && read.dev === there.dev && read.ino === there.ino) {
      throw new Failure(EXIT.usage, `${path} is one of the files to read; write to another`);
    }
  }
  const home = findCodexHome(target, env);
  if (home !== null) {
    throw new Failure(
      EXIT.usage,
      `${path} lies inside the codex home ${home}, where rollbook never writes; write elsewhere`,
    );
  }
}
