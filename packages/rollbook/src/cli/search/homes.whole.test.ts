// Homes in which something is odd: each of them holds one session, or two, and all who are asked say the same of it.

import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { createIndex, refresh, type IndexPlace } from "../../refresh/index.ts";
import { itemsOfHome, listHome, searchHome, sumHome } from "./answers.tools.ts";

let root = "";
let home = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-homes-"));
  home = join(root, "home");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A word that no specimen holds. */
const RARE = "quetzalcoatl";

interface Truth {
  /** Tokens of each session. */
  readonly tokens: readonly number[];
  /** Words that are told once in the whole home. */
  readonly once: readonly string[];
  /** Files without a record: sessions that Codex has only just begun, and listed as such. */
  readonly empty?: number;
}

/** The sessions of a specimen, whose first prompt says a rare word more. */
function copyOf(scenario: string): string {
  const source = join(SPECIMENS, scenario);
  const [from = ""] = ["home", "userhome/.codex"].filter((name) =>
    readdirSync(source).includes(name.split("/")[0] ?? ""),
  );
  mkdirSync(home, { recursive: true });
  for (const room of ["sessions", "archived_sessions"]) {
    if (readdirSync(join(source, from)).includes(room))
      cpSync(join(source, from, room), join(home, room), { recursive: true });
  }
  const [path = ""] = filesIn(home);
  return path;
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith("rollout-"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function change(path: string, by: (text: string) => string | Buffer): void {
  writeFileSync(path, by(readFileSync(path, "utf8")));
}

/** What everyone says of the home. */
async function told(place: IndexPlace, { once }: Truth): Promise<object> {
  const all = await listHome(home);
  const listed = all.filter(({ facets }) => facets.records > 0);
  const sums = await sumHome(home);
  const items = await itemsOfHome(home);
  const words = [];
  for (const word of once) {
    const found = (await searchHome(place, `"${word}"`)).map(({ session }) => session?.path);
    const shown = items.filter(({ item }) => isOf(item.content.type) && JSON.stringify(item.content).includes(word));
    words.push([word, found.length, shown.map(({ session }) => (session === found[0] ? "there" : session))]);
  }
  return {
    listed: sorted(listed.map(({ facets }) => facets.tokens?.total_tokens ?? 0)),
    empty: all.length - listed.length,
    counted: [sums.sessions, sums.tokens.total],
    words,
  };
}

function expected({ tokens, once, empty = 0 }: Truth): object {
  return {
    listed: sorted(tokens),
    empty,
    counted: [tokens.length + empty, tokens.reduce((sum, count) => sum + count, 0)],
    words: once.map((word) => [word, 1, ["there"]]),
  };
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}

/** What Codex told the model about surroundings and settings is no passage. */
function isOf(type: string): boolean {
  return !["ContextMessage", "Note", "Unknown", "Damage"].includes(type);
}

async function indexed(): Promise<IndexPlace> {
  const place = createIndex(home, { XDG_CACHE_HOME: join(root, "cache") }, "column");
  expect((await refresh(place)).state).toBe("current");
  return place;
}

const ERAS: Readonly<Record<string, Truth>> = {
  "paginated/0.169.0/shell": { tokens: [2367], once: [RARE, "oops"] },
  "envelope/0.104.0/shell": { tokens: [4635], once: [RARE, "oops"] },
  "envelope/0.36.0/shell": { tokens: [1168], once: [RARE, "oops"] },
  "bare/0.28.0/shell": { tokens: [0], once: [RARE, "oops"] },
  "bare/0.8.0/shell": { tokens: [0], once: [RARE, "oops"] },
};
const NONE: Truth = { tokens: [], once: [] };
/** Of each of these every change is made; of the others none. */
const LINES = ["paginated/0.169.0/shell", "envelope/0.36.0/shell"];

function lines(path: string, by: (line: string, index: number, all: readonly string[]) => string): void {
  change(path, (text) => text.replace(/\n$/, "").split("\n").map(by).join("\n") + "\n");
}

/** Whole JSON, written as other programs might. */
function spaced(line: string): string {
  return JSON.stringify(JSON.parse(line), null, 1).replaceAll("\n", " ");
}

const UNKNOWN = `{"timestamp":"2026-11-21T07:20:18.600Z","type":"hologram","payload":{"type":"beam","n":1}}`;

/** What happens to a file, and costs it nothing that it holds. */
const HARMLESS: Readonly<Record<string, (path: string) => void>> = {
  "as it was": () => {},
  "begins with a byte order mark": (path) => change(path, (text) => `\uFEFF${text}`),
  "has spaces in its records": (path) => lines(path, spaced),
  "has CRLF and empty lines": (path) => change(path, (text) => text.replaceAll("\n", "\r\n\r\n")),
  "has blocks of NUL": (path) => change(path, (text) => text.replaceAll("\n", `\n${"\0".repeat(700)}\n`)),
  "ends in NUL": (path) => appendFileSync(path, Buffer.alloc(5000)),
  "ends in a torn line": (path) =>
    appendFileSync(path, `{"timestamp":"2026-11-21T09:00:00.000Z","type":"event_msg","payload":{"type":"token_cou`),
  "has no line end behind its last record": (path) => change(path, (text) => text.trimEnd()),
  "has torn lines between its records": (path) =>
    lines(path, (line, index) => (index % 3 === 1 ? `${line.slice(0, line.length >> 2)}\n${line}` : line)),
  "has records of unknown types": (path) => lines(path, (line, index) => (index % 2 ? `${line}\n${UNKNOWN}` : line)),
  "has records glued together": (path) => change(path, (text) => text.replaceAll(/\n(?=\{"(?:timestamp|type)")/g, "")),
  "has a clock that goes back": (path) =>
    lines(path, (line, index) => (index < 6 ? line : line.replace(/"timestamp":"[^T"]*T/, '"timestamp":"2019-01-01T'))),
  "is compressed": (path) => {
    writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path)));
    rmSync(path);
  },
  "lies beside its compressed copy": (path) => writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path))),
  "lies in the archive too": (path) => archive(path, readFileSync(path)),
  "lies in the archive too, compressed": (path) => archive(path, zstdCompressSync(readFileSync(path)), ".zst"),
  "lies in the archive too, as it was before it grew": (path) =>
    archive(path, readFileSync(path).subarray(0, readFileSync(path).length >> 1)),
  "lies in the archive only": (path) => {
    archive(path, readFileSync(path));
    rmSync(join(home, "sessions"), { recursive: true });
  },
  "lies beside junk": (path) => {
    writeFileSync(join(dirname(path), "rollout-notes.txt"), "rollout");
    writeFileSync(join(dirname(path), "rollout.jsonl.tmp"), `{"type":"session_meta"`);
    writeFileSync(join(dirname(path), ".DS_Store"), Buffer.alloc(100, 7));
    writeFileSync(join(home, "sessions", "sessions.lock"), "");
    mkdirSync(join(home, "sessions", "2026", "node_modules", "deep"), { recursive: true });
    writeFileSync(join(home, "history.jsonl"), "\0\0\n{}\n[1]\nnot json\n");
    writeFileSync(join(home, "session_index.jsonl"), `\0\n{"id":7}\nnot json`);
  },
  "lies beside a directory with a rollout's name": (path) => mkdirSync(other(path)),
  "lies beside a link to nothing": (path) => symlinkSync(join(root, "nothing"), other(path)),
  "lies beside a link to a directory above": (path) => symlinkSync(home, join(dirname(path), "up")),
  "lies beside a link to itself": (path) => symlinkSync(path, join(dirname(path), `again-${basename(path)}`)),
  "lies beside pipes": (path) => {
    const pipes = [other(path), join(home, "history.jsonl"), join(home, "session_index.jsonl")];
    execFileSync("mkfifo", pipes);
  },
};

const EMPTY: typeof HARMLESS = {
  "lies beside an empty file": (path) => writeFileSync(other(path), ""),
  "lies beside a file of NUL": (path) => writeFileSync(other(path), Buffer.alloc(3000)),
};

function archive(path: string, bytes: Buffer, end = ""): void {
  mkdirSync(join(home, "archived_sessions"));
  writeFileSync(join(home, "archived_sessions", `${basename(path)}${end}`), bytes);
}

/** A name beside it that Codex might have given another session. */
function other(path: string): string {
  return path.replace(/-[0-9a-f-]{36}\.jsonl$/, "-01a1ffff-0000-7000-8000-000000000000.jsonl");
}

/** A session of an era, after something happened to its file. */
async function changed(scenario: string, what: string): Promise<IndexPlace> {
  const path = copyOf(scenario);
  change(path, (text) => text.replaceAll("run commands", `run ${RARE}`));
  (HARMLESS[what] ?? EMPTY[what])?.(path);
  return indexed();
}

describe.each(LINES)("one session of %s", (scenario) => {
  test.each(Object.keys(HARMLESS))("that %s", async (what) => {
    const truth = ERAS[scenario] ?? NONE;
    expect(await told(await changed(scenario, what), truth)).toEqual(expected(truth));
  });
  test.each(Object.keys(EMPTY))("that %s", async (what) => {
    const truth = { ...(ERAS[scenario] ?? NONE), empty: 1 };
    expect(await told(await changed(scenario, what), truth)).toEqual(expected(truth));
  });
});

test.each(Object.keys(ERAS))("one session of %s", async (scenario) => {
  const truth = ERAS[scenario] ?? NONE;
  expect(await told(await changed(scenario, "as it was"), truth)).toEqual(expected(truth));
});

const DOCUMENT = "document/0.1.2505291658-ts/tui";

describe("one session of the oldest eras", () => {
  test("in one document", async () => {
    change(copyOf(DOCUMENT), (text) => text.replace("first prompt", `first ${RARE}`));
    const truth = { tokens: [0], once: [RARE, "patched"] };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });

  test("in a document that was cut off", async () => {
    change(copyOf(DOCUMENT), (text) => text.replace("first prompt", `first ${RARE}`).slice(0, -60));
    const truth = { tokens: [0], once: [RARE] };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });

  test("in documents that were written anew as it grew", async () => {
    copyOf("document/0.1.2504172351-ts/tui");
    expect(filesIn(home).length).toBeGreaterThan(1);
    for (const file of filesIn(home)) change(file, (text) => text.replace("first prompt", `first ${RARE}`));
    const truth = { tokens: [0], once: [RARE] };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });

  test.each(["begins with a byte order mark", "ends in a torn line", "lies beside its compressed copy"])(
    "in lines, that %s",
    async (what) => {
      const truth = ERAS["bare/0.8.0/shell"] ?? NONE;
      expect(await told(await changed("bare/0.8.0/shell", what), truth)).toEqual(expected(truth));
    },
  );
});

describe("sessions of several files", () => {
  test("segments: what was reverted from was spent and said all the same, and once", async () => {
    copyOf("paginated/0.169.0/reverts");
    const truth = { tokens: [8008, 6536], once: [..."abcdefghij"].map((letter) => `turn ${letter}`) };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });

  test("a fork has of its own what it did itself", async () => {
    copyOf("paginated/0.169.0/fork");
    const truth = { tokens: [1499, 583], once: ["Forked answer", "Again on the base"] };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });

  test("a fork that begins with what it copied", async () => {
    copyOf("envelope/0.104.0/appserver_live");
    const parent = "01a1fd0e-dac1-7160-a35f-923b9fb7d115";
    const fork = "01a1fd0f-0838-7c33-b35b-fd31668aedce";
    for (const path of filesIn(home)) if (!path.includes(parent) && !path.includes(fork)) rmSync(path);
    const truth = { tokens: [45_354, 3987], once: ["turn dyn", "on the early fork"] };
    expect(await told(await indexed(), truth)).toEqual(expected(truth));
  });
});

describe("a file that grows while it is read", () => {
  const LATE = "late of the day";
  const grow = (path: string, word: string): void =>
    appendFileSync(
      path,
      `${JSON.stringify({ timestamp: "2026-11-21T09:00:00.000Z", type: "event_msg", payload: { type: "agent_message", message: word } })}\n`,
    );

  test("is told as far as it went, and the rest the next time", async () => {
    const path = copyOf("envelope/0.36.0/shell");
    change(path, (text) => text.replaceAll("run commands", `run ${RARE}`));
    // More than is read at once, so that it grows between two pieces.
    lines(path, (line, index) =>
      index === 3 ? `${line}\n${UNKNOWN.replace("1}", `"${"x".repeat(900_000)}"}`)}` : line,
    );
    const place = createIndex(home, { XDG_CACHE_HOME: join(root, "cache") }, "column");
    let count = 0;
    const torn = JSON.stringify({ timestamp: "2026-11-21T09:00:00.000Z", type: "event_msg" }).slice(0, 40);
    await refresh(place, { read: () => (count++ === 0 ? grow(path, LATE) : appendFileSync(path, torn)) });
    expect(count).toBeGreaterThan(1);
    const first = { tokens: [1168], once: [RARE, "oops"] };
    expect(await told(place, first)).toEqual(expected(first));
    appendFileSync(path, "\n");
    await refresh(place);
    const then = { tokens: [1168], once: [RARE, "oops", "late"] };
    expect(await told(place, then)).toEqual(expected(then));
    for (const read of [listHome, sumHome]) {
      let grown = 0;
      await read(home, () => (grown++ < 3 ? grow(path, "more") : undefined));
      expect(grown).toBeGreaterThan(0);
    }
    await refresh(place);
    const last = { tokens: [1168], once: [RARE, "oops", "late"] };
    expect(await told(place, last)).toEqual(expected(last));
  });
});
