// A bundle opened: only the files its manifest names, checked against it byte for byte, into a directory of their own.

import { createHash } from "node:crypto";
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { BUNDLE_MANIFEST, BUNDLE_VERSION, type BundleFile, type BundleManifest } from "./contract.ts";
import { isPlainName, keyOfName } from "./name.ts";

/** The bundle is not what it should be; nothing of it is to be used. */
export class BadBundle extends Error {
  override readonly name = "BadBundle";
}

const LARGEST_MANIFEST = 1 << 26;
const MOST_FILES = 200_000;

export interface UnpackLimits {
  /** All files together, unpacked. */
  readonly bytes: number;
}

/**
 * Unpacks into `directory`, which is empty. Throws `BadBundle` for anything that is not a whole bundle: entries the
 * manifest does not name, that are no files, or of another size or content; names that lead out of the directory.
 */
export async function unpackBundle(path: string, directory: string, limits: UnpackLimits): Promise<BundleManifest> {
  const archive = extract();
  let manifest: BundleManifest | null = null;
  const awaited = new Map<string, BundleFile>();

  const taking = (async (): Promise<void> => {
    for await (const entry of archive) {
      const { header } = entry;
      const chunks = entry as AsyncIterable<Uint8Array>;
      if (manifest === null) {
        manifest = await readManifest(header, chunks);
        for (const file of checkFiles(manifest.files, limits)) awaited.set(file.name, file);
        continue;
      }
      const file = awaited.get(header.name);
      if (file === undefined) throw new BadBundle(`it holds ${JSON.stringify(header.name)}, which it does not name`);
      if (header.type !== "file" && header.type !== "contiguous-file") {
        throw new BadBundle(`${file.name} in it is no file but a ${header.type ?? "nothing"}`);
      }
      if (header.size !== file.bytes) throw new BadBundle(`${file.name} in it has another size than it says`);
      awaited.delete(file.name);
      await writeFile(join(directory, ...file.name.split("/")), chunks, file);
    }
  })();
  const reading = pipeline(createReadStream(path), createZstdDecompress(), archive);
  const [taken, read] = await Promise.allSettled([taking.catch(stop), reading]);
  if (taken.status === "rejected" && taken.reason instanceof BadBundle) throw taken.reason;
  if (read.status === "rejected") throw unreadable(read.reason);
  if (taken.status === "rejected") throw unreadable(taken.reason);
  if (manifest === null) throw new BadBundle(`it is empty: a bundle begins with ${BUNDLE_MANIFEST}`);
  const [missing] = awaited.keys();
  if (missing !== undefined) throw new BadBundle(`${missing} is missing in it`);
  return manifest;

  function stop(error: unknown): never {
    archive.destroy();
    throw error;
  }
}

function unreadable(cause: unknown): Error {
  const code = (cause as { readonly code?: unknown }).code;
  if (typeof code === "string" && /^(?:ENOSPC|EACCES|EPERM|EROFS|EDQUOT|ENOENT|EISDIR)$/.test(code))
    return cause as Error;
  return new BadBundle(`it cannot be read to its end: ${cause instanceof Error ? cause.message : String(cause)}`);
}

async function readManifest(header: Header, chunks: AsyncIterable<Uint8Array>): Promise<BundleManifest> {
  if (header.name !== BUNDLE_MANIFEST || header.type !== "file") {
    throw new BadBundle(`it is no bundle of rollbook's: it does not begin with ${BUNDLE_MANIFEST}`);
  }
  if ((header.size ?? 0) > LARGEST_MANIFEST) throw new BadBundle("its manifest is too large");
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  let value: unknown = null;
  try {
    value = JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch (error) {
    throw new BadBundle(`its manifest is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const said = (value ?? {}) as { readonly [key in keyof BundleManifest]?: unknown };
  const { schema_version, files } = said;
  if (schema_version !== BUNDLE_VERSION) {
    throw new BadBundle(
      `it is of version ${JSON.stringify(schema_version)}, and this Rollbook reads ${BUNDLE_VERSION}`,
    );
  }
  if (!Array.isArray(files)) throw new BadBundle("its manifest names no files");
  return {
    schema_version,
    created_at: textOf(said.created_at),
    rollbook_version: textOf(said.rollbook_version),
    session_id: typeof said.session_id === "string" ? said.session_id : null,
    threads: listOf(said.threads).filter((id) => typeof id === "string"),
    redacted: said.redacted === true,
    recording: said.recording === true,
    files: files as readonly BundleFile[],
    hidden: Object.fromEntries(
      Object.entries(said.hidden ?? {}).flatMap(([rule, count]) => (typeof count === "number" ? [[rule, count]] : [])),
    ),
    left_out: listOf(said.left_out).map((each) => {
      const { name, why } = (each ?? {}) as { readonly name?: unknown; readonly why?: unknown };
      return { name: textOf(name), why: textOf(why) };
    }),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Throws where a name could lead anywhere but into the directory, or two names to one file. */
function checkFiles(files: readonly BundleFile[], limits: UnpackLimits): readonly BundleFile[] {
  if (files.length > MOST_FILES) throw new BadBundle(`it names ${files.length} files, which is too many`);
  const names = new Set<string>();
  let bytes = 0;
  for (const file of files) {
    const { name, bytes: size, sha256 } = (file ?? {}) as Partial<BundleFile>;
    if (typeof name !== "string" || typeof sha256 !== "string" || !Number.isSafeInteger(size) || (size ?? -1) < 0) {
      throw new BadBundle("its manifest does not say what its files are");
    }
    if (!isPlainName(name)) throw new BadBundle(`it names ${JSON.stringify(name)}, which leads out of it`);
    const key = keyOfName(name);
    if (names.has(key)) throw new BadBundle(`it names ${JSON.stringify(name)} twice`);
    names.add(key);
    bytes += size ?? 0;
  }
  if (bytes > limits.bytes) {
    throw new BadBundle(`unpacked it takes ${bytes} bytes, more than the ${limits.bytes} that are allowed`);
  }
  return files;
}

async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>, file: BundleFile): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  const descriptor = openSync(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
      hash.update(chunk);
    }
  } finally {
    closeSync(descriptor);
  }
  if (hash.digest("hex") !== file.sha256)
    throw new BadBundle(`${file.name} in it is not what it says: its hash differs`);
}
