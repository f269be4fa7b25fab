// Finding and opening session files: names, directories, links, compression, growth, refusals.

import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findRollouts, readChunks, SourceError } from "./index.ts";

const THREAD = "01a1fcfa-350e-7a83-8a5c-b865c958e002";
const NAME = `rollout-2026-11-21T07-20-18-${THREAD}.jsonl`;

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-home-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, bytes: string | Uint8Array = "{}\n"): string {
  const full = join(home, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, bytes);
  return full;
}

async function readAll(source: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(source)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function failure(source: string): Promise<{ error: SourceError; bytes: Buffer }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of readChunks(source)) chunks.push(Buffer.from(chunk));
  } catch (error) {
    if (error instanceof SourceError) return { error, bytes: Buffer.concat(chunks) };
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("findRollouts", () => {
  test("a codex home: sessions and archived sessions, by name, and nothing beside them", () => {
    const late = put(`sessions/2026/11/21/${NAME}`);
    const early = put(`archived_sessions/rollout-2025-01-01T00-00-00-${THREAD}.jsonl.zst`);
    const document = put(`sessions/rollout-2025-04-17-${THREAD}.json`);
    put(`backup/${NAME}`);
    put("sessions/2026/11/21/notes.jsonl");
    put(`sessions/2026/11/21/${NAME}.tmp`);
    const found = findRollouts(home);
    expect(found.kind).toBe("home");
    expect(found.files.map((file) => file.path)).toEqual([early, document, late]);
    expect(found.problems).toEqual([]);
  });

  test("a plain file wins over its .zst in the same directory only", () => {
    const plain = put(`sessions/${NAME}`);
    put(`sessions/${NAME}.zst`);
    const other = put(`archived_sessions/${NAME}.zst`);
    expect(findRollouts(home).files.map((file) => file.path)).toEqual([plain, other]);
  });

  test("any other directory is searched whole, and a link to a directory above does not loop", () => {
    const path = put(`a/.codex/sessions/${NAME}`);
    symlinkSync(home, join(home, "a", "up"));
    symlinkSync(join(home, "nowhere"), join(home, "dangling"));
    symlinkSync(path, join(home, "a", `rollout-linked.jsonl`));
    const found = findRollouts(home);
    expect(found.kind).toBe("directory");
    expect(found.files.map((file) => file.path)).toEqual([path, join(home, "a", "rollout-linked.jsonl")]);
    expect(found.problems).toEqual([]);
  });

  test("a dangling link with a rollout's name is a problem, not an error", () => {
    symlinkSync(join(home, "nowhere"), join(home, "rollout-gone.jsonl"));
    expect(findRollouts(home).problems.map((problem) => problem.problem)).toEqual(["missing"]);
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable directory is a problem, not an error", () => {
    put(`sessions/2026/${NAME}`);
    chmodSync(join(home, "sessions/2026"), 0);
    const found = findRollouts(home);
    chmodSync(join(home, "sessions/2026"), 0o755);
    expect(found.problems.map((problem) => problem.problem)).toEqual(["unreadable"]);
  });

  test("a file of any name, and a path that is not there", () => {
    const path = put("session.txt");
    expect(findRollouts(path)).toEqual({ files: [{ path, name: null }], problems: [], kind: "file" });
    expect(() => findRollouts(join(home, "nowhere"))).toThrow(SourceError);
  });
});

describe("readChunks", () => {
  const text = Buffer.from(`${JSON.stringify({ id: THREAD, text: "ä".repeat(1000) })}\n`.repeat(1500));

  test("a plain file of several chunks", async () => {
    expect((await readAll(put(NAME, text))).equals(text)).toBe(true);
  });

  test("an empty file", async () => {
    expect((await readAll(put(NAME, ""))).length).toBe(0);
  });

  test.each([`${NAME}.zst`, NAME])("zstd of one and of several frames, as %s", async (name) => {
    const half = text.length >> 1;
    const frames = [zstdCompressSync(text.subarray(0, half)), zstdCompressSync(text.subarray(half))];
    expect((await readAll(put(name, zstdCompressSync(text)))).equals(text)).toBe(true);
    expect((await readAll(put(name, Buffer.concat(frames)))).equals(text)).toBe(true);
  });

  test("a frame that breaks off gives what came before it, and says how much", async () => {
    const half = text.length >> 1;
    const second = zstdCompressSync(text.subarray(half));
    const packed = Buffer.concat([zstdCompressSync(text.subarray(0, half)), second.subarray(0, second.length - 9)]);
    const { error, bytes } = await failure(put(`${NAME}.zst`, packed));
    expect(error.problem).toBe("broken_compression");
    expect(error.bytes).toBe(bytes.length);
    expect(bytes.length).toBeGreaterThanOrEqual(half);
    expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
  });

  test.each([
    ["plain lines", text],
    ["NUL bytes", Buffer.alloc(4096)],
    ["one byte", Buffer.from("\n")],
    ["plain lines and another frame", Buffer.concat([Buffer.from("{}\n"), zstdCompressSync(text)])],
  ])("%s behind a frame are told with their place", async (_, rest) => {
    const frame = zstdCompressSync(text);
    const { error, bytes } = await failure(put(`${NAME}.zst`, Buffer.concat([frame, rest])));
    expect(bytes.equals(text)).toBe(true);
    expect(error).toMatchObject({ problem: "not_compressed", bytes: text.length, packed: frame.length });
  });

  test("frames that a reader skips are no end", async () => {
    const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const frame = zstdCompressSync(text);
    const whole = await readAll(put(`${NAME}.zst`, Buffer.concat([skipped, frame, skipped, frame, skipped])));
    expect(whole.equals(Buffer.concat([text, text]))).toBe(true);
  });

  test("a .zst that is none", async () => {
    expect((await failure(put(`${NAME}.zst`, "{}\n"))).error.problem).toBe("broken_compression");
  });

  test("a file that grows while it is read ends at the size it had", async () => {
    const path = put(NAME, text);
    let read = 0;
    for await (const chunk of readChunks(path)) {
      read += chunk.length;
      appendFileSync(path, "{}\n");
    }
    expect(read).toBe(text.length);
  });

  test("a reader that stops early closes the file", async () => {
    for await (const chunk of readChunks(put(`${NAME}.zst`, zstdCompressSync(text)))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });

  test("refusals: missing, directory, binary", async () => {
    expect((await failure(join(home, "nowhere"))).error.problem).toBe("missing");
    expect((await failure(home)).error.problem).toBe("directory");
    expect(
      (await failure(put("x.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])))).error.problem,
    ).toBe("binary");
  });

  test("NUL bytes alone, or beside a record, are damage and no refusal", async () => {
    expect((await readAll(put(NAME, Buffer.alloc(4096)))).length).toBe(4096);
    expect((await readAll(put(NAME, Buffer.concat([Buffer.alloc(64), Buffer.from('{"id":1}\n')])))).length).toBe(73);
  });
});
