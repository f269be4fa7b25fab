// The directories of a run, on a real disk.

import {
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Store } from "./store.ts";

const [ONE, TWO] = ["01a1fd0e-ba0a-7053-9944-e2e1a4a0c45a", "01a1fd0e-ba64-7232-b8e5-91a4d23a582f"];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-store-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("the staging directory gets the name of the first thread, and its old path stays good until the end", () => {
  const store = new Store(join(root, "sessions"));
  store.append(null, "session.log", "before\n");
  expect(statSync(store.staging).mode & 0o777).toBe(0o700);
  store.claim(ONE);
  store.append(ONE, "session.log", "claimed\n");
  store.name();
  writeFileSync(join(store.staging, "trace", "late"), "");
  store.append(null, "session.log", "named\n");
  const final = join(root, "sessions", ONE);
  expect(store.directory(ONE)).toBe(final);
  expect(readFileSync(join(final, "session.log"), "utf8")).toBe("before\nclaimed\nnamed\n");
  expect(existsSync(join(final, "trace", "late"))).toBe(true);
  store.close(true);
  expect(readdirSync(join(root, "sessions"))).toEqual([ONE]);
  expect(lstatSync(final).isDirectory()).toBe(true);
});

test("what an earlier run has left is added to", () => {
  for (const text of ["first\n", "second\n"]) {
    const store = new Store(root);
    store.append(null, "session.log", text);
    store.append(null, "manifest.json", text);
    writeFileSync(join(store.staging, "trace", text.trim()), "");
    store.claim(ONE);
    store.name();
    store.close(true);
  }
  expect(readFileSync(join(root, ONE, "session.log"), "utf8")).toBe("first\nsecond\n");
  expect(readFileSync(join(root, ONE, "manifest.json"), "utf8")).toBe("first\n");
  expect(readdirSync(join(root, ONE, "trace")).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["first", "second"]);
  expect(readdirSync(root)).toEqual([ONE]);
});

test("what Codex goes on writing to its own record is added at the end, all of it", () => {
  for (const text of ["first\n", "second\n"]) {
    const store = new Store(root);
    const file = openSync(store.place("tui_record.jsonl"), "w");
    writeSync(file, text);
    store.claim(ONE);
    store.name();
    writeSync(file, "late\n");
    closeSync(file);
    store.rejoin();
    store.close(true);
  }
  expect(readFileSync(join(root, ONE, "tui_record.jsonl"), "utf8")).toBe("first\nlate\nsecond\nlate\n");
  expect(readdirSync(join(root, ONE)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    ".gitignore",
    "trace",
    "tui_record.jsonl",
  ]);
});

test("another root thread has a directory of its own; what belongs to none is the first one's", () => {
  const store = new Store(root);
  store.claim(ONE);
  store.claim(TWO);
  store.claim("../../etc");
  store.append(TWO, "session.log", "of two\n");
  store.append("unknown", "session.log", "of nobody\n");
  store.name();
  store.close(true);
  expect(store.sessions()).toEqual([ONE, TWO]);
  expect(readFileSync(join(root, TWO, "session.log"), "utf8")).toBe("of two\n");
  expect(readFileSync(join(root, ONE, "session.log"), "utf8")).toBe("of nobody\n");
});

test("a thread without a directory stays with the one that had come last when it was first heard of", () => {
  const [guest, late] = ["01a1fd0e-cccc-7232-b8e5-91a4d23a582f", "01a1fd0e-dddc-7232-b8e5-91a4d23a582f"];
  const store = new Store(root);
  store.lodge(late);
  store.claim(ONE);
  store.lodge(guest);
  store.claim(TWO);
  store.lodge(guest);
  store.lodge(late);
  expect([guest, late, ONE, TWO, null].map((id) => store.home(id))).toEqual([ONE, TWO, ONE, TWO, ONE]);
  expect(store.directory(late)).toBe(join(root, TWO));
  store.close(false);
});

test("a run that came to nothing leaves nothing", () => {
  const store = new Store(root);
  store.append(null, "session.log", "x\n");
  store.name();
  store.close(false);
  expect(readdirSync(root)).toEqual([]);
});

/** Makes the same directories as another thread does, as nearly at the same moment as can be. */
const AT_ONCE = `
  const { parentPort, workerData } = require("node:worker_threads");
  import(workerData.store).then(({ Store }) => {
    const there = new Int32Array(workerData.shared);
    for (let at = 0; at < there.length; at++) {
      if (Atomics.add(there, at, 1) === 0) Atomics.wait(there, at, 1, 100);
      else Atomics.notify(there, at);
      const store = new Store(workerData.root + "/" + at + "/sessions");
      store.append(null, "session.log", "x\\n");
      store.claim(workerData.thread);
      store.name();
      store.close(true);
    }
    parentPort.postMessage("done");
  });
`;

test("two that begin at the same moment, of the same thread even, lose nothing", async () => {
  const shared = new SharedArrayBuffer(4 * 30);
  const workerData = { root, shared, thread: ONE, store: new URL("store.ts", import.meta.url).href };
  const workers = [0, 1].map(() => new Worker(AT_ONCE, { eval: true, workerData }));
  const ends = workers.map((worker) => new Promise((done) => worker.on("error", done).on("message", done)));
  try {
    expect(await Promise.all(ends)).toEqual(["done", "done"]);
  } finally {
    for (const worker of workers) await worker.terminate();
  }
  for (const name of readdirSync(root)) {
    expect(readFileSync(join(root, name, "sessions", ONE, "session.log"), "utf8")).toBe("x\nx\n");
  }
});
