// A bundle written: its manifest and its files as a tar archive, compressed with zstd, chunk by chunk.

import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createZstdCompress } from "node:zlib";
import { pack, type Pack } from "tar-stream";
import { BUNDLE_MANIFEST, type BundleManifest } from "./contract.ts";

/** Where the bytes of a bundle go; resolves when more is wanted. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** `paths` are the files of the manifest, in its order. The manifest is the first entry. */
export async function packBundle(manifest: BundleManifest, paths: readonly string[], sink: Sink): Promise<void> {
  const archive = pack();
  const time = new Date(manifest.created_at);
  const written = pipeline(archive, createZstdCompress(), async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await sink(chunk);
  });
  const fed = feed(archive, manifest, paths, time).catch((error: unknown) => {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [end, feeding] = await Promise.allSettled([written, fed]);
  if (feeding.status === "rejected") throw feeding.reason;
  if (end.status === "rejected") throw end.reason;
}

async function feed(archive: Pack, manifest: BundleManifest, paths: readonly string[], time: Date): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await new Promise<void>((done, fail) => {
    archive.entry({ name: BUNDLE_MANIFEST, size: text.length, mode: 0o600, mtime: time }, text, (error) =>
      error ? fail(error) : done(),
    );
  });
  for (const [index, { name, bytes }] of manifest.files.entries()) {
    const entry = archive.entry({ name, size: bytes, mode: 0o600, mtime: time });
    await pipeline(createReadStream(paths[index] ?? ""), entry);
  }
  archive.finalize();
}
