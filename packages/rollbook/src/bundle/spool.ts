// The files of a bundle as they will be in it, in a private directory: copied whole, or without their secrets.

import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { SourceError, statRegular } from "../home/index.ts";
import type { DeepRedactor } from "../redact/index.ts";
import type { BundleFile, BundleManifest } from "./contract.ts";
import type { Gathered, GatheredFile } from "./gather.ts";
import { copyLines, hiddenLines, LeftOut } from "./hide.ts";
import { isPlainName, keyOfName } from "./name.ts";

export interface Spooled extends Pick<BundleManifest, "files" | "hidden" | "left_out"> {
  /** Where the files lie, in the order of `files`. */
  readonly paths: readonly string[];
  readonly dispose: () => void;
}

type Wire = Record<string, unknown>;

/** Copies what was gathered. `redactor` is null where nothing is to be hidden. Files that cannot be read are left out. */
export async function spool({ files }: Gathered, redactor: DeepRedactor | null): Promise<Spooled> {
  const directory = mkdtempSync(join(tmpdir(), "rollbook-bundle-"));
  const done: BundleFile[] = [];
  const paths: string[] = [];
  const left_out: { name: string; why: string }[] = [];
  /** Bodies of a recording are named by their hashes, which hiding changes. */
  const renamed = new Map<string, string>();
  const names = new Set<string>();
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const dispose = (): void => {
    remove();
    process.removeListener("exit", remove);
  };
  // Ctrl-C as well leaves nothing of a session in a place where nobody looks for it.
  process.on("exit", remove);

  async function take(file: GatheredFile): Promise<void> {
    const to = join(directory, String(paths.length + left_out.length));
    const before = total(redactor);
    try {
      if (!isPlainName(file.name)) throw new LeftOut("its name is none that every system can have");
      const copied = await copyLines(contentOf(file), to);
      const name = nameOf(file, copied.sha256);
      // Without their secrets two bodies may be one.
      if (done.some((other) => other.name === name && other.sha256 === copied.sha256)) return rmSync(to);
      if (names.has(keyOfName(name))) throw new LeftOut("on some systems another file in the bundle has its name");
      names.add(keyOfName(name));
      done.push({ name, ...copied, hidden: total(redactor) - before });
      paths.push(to);
    } catch (error) {
      // A disk that is full is the matter of all of them.
      if (!(error instanceof LeftOut || error instanceof SourceError || error instanceof Unread)) throw error;
      rmSync(to, { force: true });
      left_out.push({ name: file.name, why: error.message });
    }
  }

  function contentOf({ path, kind, name }: GatheredFile): AsyncIterable<Uint8Array> {
    if (redactor === null) return wholeOf(path);
    if (name.endsWith(".json") || name.includes("/blobs/")) return hiddenWhole(path, redactor);
    return hiddenLines(path, redactor, kind === "recording" ? repoint : undefined);
  }

  function nameOf({ name }: GatheredFile, sha256: string): string {
    if (redactor === null) return name;
    if (name.endsWith(".zst")) return name.slice(0, -".zst".length);
    const blob = /^(.*)\/blobs\/([0-9a-f]{64})$/.exec(name);
    if (blob === null || blob[2] === sha256) return name;
    renamed.set(blob[2] ?? "", sha256);
    return `${blob[1]}/blobs/${sha256}`;
  }

  /** A record of the log names the file its body is in. */
  function repoint(value: unknown): unknown {
    const body = (value as Wire | null)?.["body"] as Wire | null | undefined;
    const file = typeof body === "object" ? body?.["file"] : undefined;
    const now = typeof file === "string" ? renamed.get(basename(file)) : undefined;
    return now === undefined ? value : { ...(value as Wire), body: { ...body, file: `blobs/${now}` } };
  }

  try {
    // Bodies first: the log names them.
    for (const file of files.toSorted((a, b) => Number(isBlob(b)) - Number(isBlob(a)))) await take(file);
  } catch (error) {
    dispose();
    throw error;
  }
  return { files: done, hidden: redactor?.hidden() ?? {}, left_out, paths, dispose };
}

function isBlob({ name }: GatheredFile): boolean {
  return name.includes("/blobs/");
}

function total(redactor: DeepRedactor | null): number {
  return Object.values(redactor?.hidden() ?? {}).reduce((sum, count) => sum + count, 0);
}

class Unread extends Error {}

/** A file as it stands, compressed or not, up to where it ends now: a session may be going on. */
async function* wholeOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    const { size } = statSync(path);
    if (size === 0) return;
    for await (const chunk of createReadStream(path, { end: size - 1 })) yield chunk as Uint8Array;
  } catch (error) {
    throw new Unread(error instanceof Error ? error.message : String(error));
  }
}

const LARGEST = 1 << 28;

/** A file that is one JSON value or one text. */
async function* hiddenWhole(path: string, redactor: DeepRedactor): AsyncGenerator<Uint8Array> {
  if ((statRegular(path)?.size ?? 0) > LARGEST)
    throw new LeftOut(`${path} is larger than 256 MB, and no secrets were looked for`);
  const bytes = readFileSync(path);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes)) {
    throw new LeftOut(`${path} is no text, so no secrets can be looked for in it`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    const hidden = await redactor.hide(text);
    yield hidden === text ? bytes : Buffer.from(hidden);
    return;
  }
  const hidden = await redactor.hide(value);
  yield hidden === value ? bytes : Buffer.from(JSON.stringify(hidden, null, text.includes("\n") ? 2 : undefined));
}
