// Bundles: what goes in comes out, without secrets where that is asked for; and nothing comes out of one that is not right.

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { pack, type Header } from "tar-stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/index.ts";
import { findRollouts, findThread, openCatalogue, readRecording } from "../home/index.ts";
import { createDeepRedactor } from "../redact/index.ts";
import {
  BadBundle,
  BUNDLE_MANIFEST,
  gatherSession,
  packBundle,
  spool,
  unpackBundle,
  type BundleFile,
  type BundleManifest,
} from "./index.ts";

const SECRET = "ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6";
const LIMITS = { bytes: 1e8 };

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-bundle-test-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hashOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A home with a session, its subagent and its recording, in each of whose files a secret stands. */
function plant(): { home: string; id: string; blob: string } {
  const home = join(root, "home");
  cpSync(join(SPECIMENS, "paginated/0.169.0/subagents/home/sessions"), join(home, "sessions"), { recursive: true });
  const { threads } = openCatalogue([home]).catalogue;
  const id = threads.find(({ header }) => header.parent_id === null)?.id ?? "";
  for (const { path } of findRollouts(home).files) {
    writeFileSync(path, readFileSync(path, "utf8").replace(/"text":"/, `"text":"use ${SECRET} `));
  }
  const directory = join(home, "sessions", id);
  const body = JSON.stringify({ input: [{ role: "user", content: `my token is ${SECRET}` }] });
  const blob = hashOf(body);
  const request = { type: "request", exchange_id: "x", thread_id: id, body: { file: `blobs/${blob}` } };
  const files = {
    "manifest.json": JSON.stringify({ schema_version: 1, session_id: id, runs: [], files: [] }),
    "session_oai_raw.log": `${JSON.stringify(request)}\n`,
    "session_meta.log": `${JSON.stringify({ type: "warning", message: SECRET, rate: 1.5 })}\n`,
    "session.log": `token=${SECRET}\nnothing here\n`,
    "trace/trace-1/payloads/1.json": JSON.stringify({ token: SECRET }),
    [`blobs/${blob}`]: body,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  writeFileSync(join(directory, "blobs", "binary"), Uint8Array.of(0, 1, 2, 255));
  return { home, id, blob };
}

async function bundle(home: string, id: string, redact: boolean): Promise<{ path: string; manifest: BundleManifest }> {
  const library = openCatalogue([home]);
  const found = findThread(library, id);
  if (found.kind !== "one") throw new Error("no session");
  const gathered = gatherSession(library, found.thread);
  const spooled = await spool(gathered, redact ? createDeepRedactor() : null);
  const { files, hidden, left_out, paths } = spooled;
  const { session_id, threads } = gathered;
  const manifest: BundleManifest = {
    ...{ schema_version: 1, created_at: "2026-11-21T07:00:00.000Z", rollbook_version: "0", session_id, threads },
    ...{ redacted: redact, recording: true, files, hidden, left_out },
  };
  const chunks: Uint8Array[] = [];
  await packBundle(manifest, paths, async (bytes) => void chunks.push(bytes));
  spooled.dispose();
  const path = join(root, "bundle.tar.zst");
  writeFileSync(path, Buffer.concat(chunks));
  return { path, manifest };
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(directory, name)).isFile())
    .toSorted();
}

function emptyDirectory(): string {
  const directory = join(root, "out");
  mkdirSync(directory);
  return directory;
}

test("a bundle without secrets holds all files of the session, and none of the secrets", async () => {
  const { home, id, blob } = plant();
  const { path, manifest } = await bundle(home, id, true);
  const out = emptyDirectory();
  expect(await unpackBundle(path, out, LIMITS)).toEqual(manifest);
  const names = filesBelow(out);
  expect(names.filter((name) => name.includes("rollout-"))).toEqual(
    findRollouts(home)
      .files.map((file) => file.path.slice(home.length + 1))
      .toSorted(),
  );
  for (const name of names) expect(readFileSync(join(out, name), "utf8")).not.toContain(SECRET);
  expect(manifest.left_out).toMatchObject([{ name: `sessions/${id}/blobs/binary` }]);
  expect(manifest.threads.length).toBeGreaterThan(1);
  const secrets = manifest.files.reduce((sum, { hidden }) => sum + hidden, 0);
  expect(secrets).toBe(Object.values(manifest.hidden).reduce((sum, count) => sum + count, 0));
  expect(secrets).toBeGreaterThanOrEqual(findRollouts(home).files.length + 4);
  // What tells of places in the files still fits.
  for (const file of findRollouts(out).files) {
    expect(statSync(file.path).size).toBe(statSync(join(home, file.path.slice(out.length))).size);
  }
  // The body was renamed with its new hash, and is found.
  expect(names).not.toContain(`sessions/${id}/blobs/${blob}`);
  const recording = await readRecording(join(out, "sessions", id), { requests: "whole", calls: false });
  expect(recording).toMatchObject({ requests: [{ input_items: 1 }], problems: [] });
});

test("a whole bundle holds every byte", async () => {
  const { home, id } = plant();
  const { path, manifest } = await bundle(home, id, false);
  const out = emptyDirectory();
  await unpackBundle(path, out, LIMITS);
  expect(filesBelow(out)).toEqual(filesBelow(home));
  for (const name of filesBelow(home)) expect(readFileSync(join(out, name))).toEqual(readFileSync(join(home, name)));
  expect(manifest).toMatchObject({ hidden: {}, left_out: [] });
});

test("whatever a bundle holds can be unpacked; what no system could name is left out", async () => {
  const { home, id } = plant();
  const directory = join(home, "sessions", id);
  const names = ["prötokoll 日本 🙂.log", "Ü.log", "U\u0308.log", "a:b.log", "new\nline.log"];
  for (const name of names) writeFileSync(join(directory, name), "hello\n");
  const { path, manifest } = await bundle(home, id, true);
  const out = emptyDirectory();
  expect(await unpackBundle(path, out, LIMITS)).toEqual(manifest);
  expect(readFileSync(join(out, "sessions", id, names[0] ?? ""), "utf8")).toBe("hello\n");
  const left = manifest.left_out.map(({ name }) => name.slice(`sessions/${id}/`.length));
  expect(left.toSorted()).toEqual(["a:b.log", "blobs/binary", "new\nline.log", "Ü.log"].toSorted());
});

test("a bundle cut anywhere gives nothing but the reason", async () => {
  const { home, id } = plant();
  const { path } = await bundle(home, id, false);
  const whole = readFileSync(path);
  for (const share of [0, 0.01, 0.3, 0.9]) {
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)));
    const out = join(root, `out-${share}`);
    mkdirSync(out);
    await expect(unpackBundle(path, out, LIMITS), String(share)).rejects.toThrow(BadBundle);
  }
});

type Entry = Partial<Header> & { readonly name: string };

const text = "hello\n";
const file = (name: string, more: Partial<BundleFile> = {}): BundleFile => ({
  ...{ name, bytes: text.length, sha256: hashOf(text), hidden: 0 },
  ...more,
});

/** A bundle as somebody else might make one. */
async function forge(files: unknown, entries: readonly Entry[], first = BUNDLE_MANIFEST, version = 1): Promise<string> {
  const archive = pack();
  archive.entry({ name: first }, JSON.stringify({ schema_version: version, files }));
  for (const header of entries) {
    if (header.type === undefined) archive.entry(header, text);
    else archive.entry({ ...header, size: 0 });
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  const path = join(root, "forged.tar.zst");
  writeFileSync(path, zstdCompressSync(Buffer.concat(chunks)));
  return path;
}

describe("a bundle somebody else made", () => {
  const entry = (name: string, more: Partial<Header> = {}): Entry => ({ name, ...more });
  const cases: readonly (readonly [string, unknown, readonly Entry[], RegExp])[] = [
    ["an entry it does not name", [], [entry("a")], /which it does not name/],
    ["a way up", [file("../a")], [entry("../a")], /leads out of it/],
    ["a way up inside", [file("a/../../b")], [entry("a/../../b")], /leads out of it/],
    ["a root", [file("/tmp/a")], [entry("/tmp/a")], /leads out of it/],
    ["a drive", [file("C:\\a")], [entry("C:\\a")], /leads out of it/],
    ["a name that turns itself around", [file("a\u202egol")], [], /leads out of it/],
    ["a name of control characters", [file("a\u001b[2J")], [], /leads out of it/],
    ["a symbolic link", [file("a")], [entry("a", { type: "symlink", linkname: "/etc/passwd" })], /is no file/],
    ["a hard link", [file("a")], [entry("a", { type: "link", linkname: "/etc/passwd" })], /is no file/],
    ["a device", [file("a", { bytes: 0 })], [entry("a", { type: "character-device" })], /is no file/],
    ["another content", [file("a", { sha256: hashOf("x") })], [entry("a")], /its hash differs/],
    ["another size", [file("a", { bytes: 3 })], [entry("a")], /another size/],
    ["more than it may", [file("a", { bytes: 2e8 })], [], /more than the 100000000 that are allowed/],
    ["one name twice", [file("a"), file("A")], [], /twice/],
    ["one name, composed and not", [file("\u00fc"), file("u\u0308")], [], /twice/],
    ["an entry twice", [file("a")], [entry("a"), entry("a")], /which it does not name/],
    ["a file that is missing", [file("a"), file("b")], [entry("a")], /b is missing/],
    ["a directory in a file's place", [file("a"), file("a/b")], [entry("a"), entry("a/b")], /cannot be read/],
    ["files that are none", [null, 7], [], /does not say what its files are/],
    ["no files", "none", [], /names no files/],
  ];
  test.each(cases)("with %s is refused", async (_, files, entries, why) => {
    const out = join(root, "out");
    mkdirSync(out);
    await expect(unpackBundle(await forge(files, entries), out, LIMITS)).rejects.toThrow(why);
    expect(existsSync(join(root, "a"))).toBe(false);
  });

  test("of another kind or version is refused", async () => {
    const out = emptyDirectory();
    await expect(unpackBundle(await forge([], [], "other.json"), out, LIMITS)).rejects.toThrow(/no bundle/);
    await expect(unpackBundle(await forge([], [], undefined, 2), out, LIMITS)).rejects.toThrow(/version 2/);
    const path = join(root, "no.zst");
    writeFileSync(path, "no archive at all");
    await expect(unpackBundle(path, out, LIMITS)).rejects.toThrow(BadBundle);
    writeFileSync(path, zstdCompressSync(Buffer.alloc(1 << 20)));
    await expect(unpackBundle(path, out, LIMITS)).rejects.toThrow(BadBundle);
  });
});
