// `rollbook check` as people meet it: healthy and damaged files, whole homes, both reports, every exit code.

import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const SPECIMENS = join(ROOT, "specimens/paginated/0.169.0");
const SCHEMA: unknown = JSON.parse(readFileSync(join(ROOT, "contracts/check.schema.json"), "utf8"));
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-check-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

interface Found {
  readonly kind: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
interface Report {
  readonly findings: readonly Found[];
  readonly findings_left_out: number;
  readonly files: readonly {
    readonly file: string;
    readonly verdict: string;
    readonly findings: Record<string, number>;
  }[];
  readonly summary: {
    readonly files: number;
    readonly bytes_unaccounted: number;
    readonly findings: Record<string, number>;
  };
}

function check(...args: string[]): { code: number | null; out: string; err: string } {
  return checkInput("", ...args);
}

function checkInput(input: string | Buffer, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "check", ...args], {
    cwd: ROOT,
    input,
    env: { ...process.env, NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA as object);

/** The JSON report, held against its contract. */
function report(...args: string[]): Report & { readonly code: number | null } {
  const { code, out } = check("--json", ...args);
  const value = JSON.parse(out) as Report;
  validate(value);
  expect(validate.errors).toBeNull();
  return { ...value, code };
}

function sessionsIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|[\\/])rollout-[^\\/]*\.jsonl$/.test(name))
    .map((name) => join(directory, name))
    .toSorted();
}

let homes = 0;
/** A copy of a specimen's codex home, as old as if nobody had used it today. */
function home(scenario: string): string {
  const copy = join(PLACE, `home-${homes++}`);
  cpSync(join(SPECIMENS, scenario, "home"), copy, { recursive: true });
  for (const file of sessionsIn(copy)) age(file);
  return copy;
}

function age(file: string): void {
  utimesSync(file, new Date(2026, 0, 1), new Date(2026, 0, 1));
}

function only(directory: string): string {
  const [file, ...others] = sessionsIn(directory);
  if (file === undefined || others.length > 0) throw new Error(`not one session in ${directory}`);
  return file;
}

describe("a healthy session", () => {
  const file = only(home("shell"));

  test("is told in full, and ends with 0", () => {
    const { code, out, err } = check(file);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const size = readFileSync(file).length;
    expect(out.split("\n").slice(0, 12)).toEqual([
      `clean  ${file}`,
      "",
      "  era       paginated, Codex 0.169.0",
      `  thread    ${basename(file).slice(28, 64)}`,
      `  size      ${size.toLocaleString("en")} bytes on 29 lines`,
      "  bytes     all accounted for",
      "  records   29, all fit the schema, all encode back to their bytes",
      "  ordinals  0 to 28",
      "  turns     1, all ended",
      "  calls     3, all answered",
      "  tokens    2,367 of its own: 2,178 in (1,088 cached), 189 out",
      "  types     4  event_msg/token_count",
    ]);
  });

  test("is described by the contract", () => {
    const { code, findings, files, summary } = report(file);
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(files).toMatchObject([
      { file, verdict: "clean", records: 29, encoded: 29, validated: 29, types: { session_meta: 1 } },
    ]);
    expect(summary).toMatchObject({ files: 1, bytes_unaccounted: 0, eras: { paginated: 1 } });
  });

  test("compressed, says the same", () => {
    const packed = join(PLACE, `${basename(file)}.zst`);
    writeFileSync(packed, zstdCompressSync(readFileSync(file)));
    const [plain] = report(file).files;
    const { code, files } = report(packed);
    expect(code).toBe(0);
    expect(files).toEqual([{ ...plain, file: packed }]);
    // A frame that breaks off: what could be unpacked is reported, and the file is unreadable.
    writeFileSync(packed, zstdCompressSync(readFileSync(file)).subarray(0, 2000));
    expect(report(packed)).toMatchObject({
      code: 3,
      files: [{ verdict: "unreadable" }],
      findings: [{ kind: "unreadable" }],
    });
  });
});

describe("standard input", () => {
  const file = only(home("shell"));
  const bytes = readFileSync(file);

  test("says what a file of these bytes says, under the name -", () => {
    const plain = check(file);
    expect(checkInput(bytes, "-")).toEqual({ ...plain, out: plain.out.replace(file, "-") });
    expect(checkInput(zstdCompressSync(bytes), "-")).toEqual({ ...plain, out: plain.out.replace(file, "-") });
    const json = JSON.parse(checkInput(bytes.subarray(0, -100), "--json", "-", file).out) as Report;
    validate(json);
    expect(validate.errors).toBeNull();
    expect(json.files.map((each) => each.file).toSorted()).toEqual(["-", file].toSorted());
    expect(json.findings).toContainEqual(expect.objectContaining({ kind: "torn", file: "-", severity: "error" }));
    expect(new Set(json.findings.map((found) => found.file))).toEqual(new Set(["-"]));
  });

  test("that holds no session, or nothing, is told as of a file", () => {
    expect(checkInput("Dear diary\n", "-")).toMatchObject({ code: 3, out: expect.stringContaining("no-record") });
    expect(checkInput("", "-")).toMatchObject({ code: 1, out: expect.stringContaining("empty-file") });
  });
});

describe("a damaged session", () => {
  const file = only(home("shell"));
  const lines = readFileSync(file, "utf8").split("\n");
  lines[4] = (lines[4] ?? "").slice(0, 100);
  lines[9] = (lines[9] ?? "").replace('"type":"', '"type":"future_');
  writeFileSync(file, lines.join("\n"));
  age(file);

  test("says what is wrong, where, and what to do, and ends with 1", () => {
    const { code, out } = check(file);
    expect(code).toBe(1);
    const offset = lines.slice(0, 4).join("\n").length + 1;
    expect(out).toMatch(
      new RegExp(`^  error    torn +line 5, byte ${offset} +The record breaks off before it is complete\\.$`, "m"),
    );
    expect(out).toMatch(/^ {2}warning {2}ordinal-gap +line 6, byte \d+ +Ordinal 5 after 3: 4 is missing\.$/m);
    expect(out).toMatch(/^ {2}warning {2}unknown-type +line 10, byte \d+ +The type future_\S+ is not known\.$/m);
    expect(out).toMatch(/^1 error, \d+ warnings?$/m);
    expect(out).toContain("Codex skips the line");
    expect(report(file)).toMatchObject({ code: 1, files: [{ verdict: "findings", findings: { torn: 1 } }] });
  });

  test("--max-findings shows some of each kind, and counts the rest", () => {
    const junk = join(PLACE, "junk.jsonl");
    writeFileSync(junk, `${readFileSync(file, "utf8")}${"no JSON\n".repeat(50)}`);
    age(junk);
    const few = report(junk, "--max-findings", "3");
    expect(few.findings.filter(({ kind }) => kind === "not-json")).toHaveLength(3);
    expect(few).toMatchObject({ findings_left_out: 47, summary: { findings: { "not-json": 50 } } });
    expect(report(junk).findings_left_out).toBe(0);
    expect(check(junk).out).toContain("and 30 more of not-json");
    expect(check(junk, "--max-findings", "x")).toMatchObject({ code: 2, out: "" });
  });
});

test("a line that is still being written is no damage", () => {
  const file = only(home("shell"));
  appendFileSync(file, '{"timestamp":"2026-11-');
  expect(report(file)).toMatchObject({ code: 0, findings: [{ kind: "torn", severity: "note" }] });
  age(file);
  expect(report(file)).toMatchObject({ code: 1, findings: [{ kind: "torn", severity: "error" }] });
});

describe("a codex home", () => {
  test("is told in sum; only files with findings are listed, unless all are wanted", () => {
    const directory = home("appserver_live");
    const files = sessionsIn(directory);
    const { code, out } = check(directory);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${files.length} files: ${files.length} clean$`, "m"));
    expect(out).not.toContain("clean  ");
    const all = check(directory, "--verbose").out;
    for (const file of files) expect(all).toContain(`clean  ${file}`);
    const victim = files[0] ?? "";
    appendFileSync(victim, "junk\n");
    age(victim);
    const damaged = check(directory);
    expect(damaged.code).toBe(1);
    expect(damaged.out).toContain(`findings  ${victim}\n  error    not-json`);
    expect(damaged.out).toMatch(new RegExp(`^${files.length} files: ${files.length - 1} clean, 1 with findings$`, "m"));
  });

  test("a file that continues another is held against it", () => {
    const directory = home("appserver_live");
    const child = sessionsIn(directory).find((file) => readFileSync(file, "utf8").includes('"history_base"')) ?? "";
    const base = /"history_base":\{"thread_id":"([^"]+)"/.exec(readFileSync(child, "utf8"))?.[1] ?? "";
    const parent = sessionsIn(directory).find((file) => file.endsWith(`${base}.jsonl`)) ?? "";
    const of = (kind: string, ...args: string[]): readonly Found[] =>
      report(...args).findings.filter((found) => found.kind === kind);

    // Archived and compressed, it is found all the same; so it is when only the child is given.
    const archived = join(directory, "archived_sessions", `${basename(parent)}.zst`);
    mkdirSync(dirname(archived), { recursive: true });
    writeFileSync(archived, zstdCompressSync(readFileSync(parent)));
    const text = readFileSync(parent, "utf8");
    rmSync(parent);
    expect(of("base-missing", directory)).toEqual([]);
    expect(of("base-missing", child)).toEqual([]);

    // A tool that rewrites the base moves its lines.
    rmSync(archived);
    writeFileSync(parent, text.replace('"model_provider":"', '"model_provider":"another_'));
    age(parent);
    const moved = of("base-offset-mismatch", directory);
    expect(moved.map(({ file }) => file)).toContain(child);
    expect(moved[0]?.message).toContain(parent);
    expect(check(directory).out).toContain("base-offset-mismatch");

    rmSync(parent);
    expect(of("base-missing", directory).map(({ file }) => file)).toContain(child);
    expect(check(child)).toMatchObject({ code: 1, out: expect.stringContaining("base-missing") });
  });

  test("one rollout in two places is told, and a file under another's name", () => {
    const directory = home("shell");
    const file = only(directory);
    const twin = join(directory, "archived_sessions", basename(file));
    mkdirSync(dirname(twin), { recursive: true });
    copyFileSync(file, twin);
    age(twin);
    expect(report(directory)).toMatchObject({
      code: 1,
      findings: [{ kind: "duplicate-rollout", file: twin, other: file }],
    });
    rmSync(twin);
    writeFileSync(`${file}.zst`, zstdCompressSync(readFileSync(file)));
    expect(report(directory).findings).toMatchObject([{ kind: "duplicate-rollout", file, other: `${file}.zst` }]);
    rmSync(`${file}.zst`);
    renameSync(file, file.replace(/[0-9a-f]{12}\.jsonl$/, "000000000000.jsonl"));
    expect(report(directory).findings).toMatchObject([{ kind: "id-name-mismatch", line: 1 }]);
  });
});

describe("what is no session", () => {
  test.each<[string, string | Buffer, number, string]>([
    ["text", "Dear diary,\ntoday nothing happened.\n", 3, "no-record-recognised"],
    ["JSON of something else", '{"name":"x","version":"1"}\n', 3, "no-record-recognised"],
    ["binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 3, "no-record-recognised"],
    ["nothing", "", 1, "empty-file"],
  ])("%s is a loud finding", (name, content, code, kind) => {
    const file = join(PLACE, `${name}.jsonl`);
    writeFileSync(file, content);
    age(file);
    expect(report(file)).toMatchObject({ code, summary: { findings: { [kind]: 1 } } });
    expect(check(file).out).toContain(kind);
  });

  test("a missing path and a directory without sessions end with 3, and the rest is checked", () => {
    const missing = join(PLACE, "nowhere");
    const empty = join(PLACE, "empty");
    mkdirSync(empty);
    const file = only(home("plain"));
    const { code, findings, files } = report(missing, empty, file);
    expect(code).toBe(3);
    expect(findings.map((found) => [found.kind, found.file])).toEqual([
      ["unreadable", missing],
      ["unreadable", empty],
    ]);
    expect(files).toMatchObject([{ file, verdict: "clean" }]);
    const text = check(missing);
    expect(text.code).toBe(3);
    expect(text.err).toBe(`rollbook: ${missing}: There is no such file or directory.\n`);
    expect(check()).toMatchObject({ code: 2, out: "" });
  });
});

test("a reader that goes away ends it quietly", async () => {
  const child = spawn(process.execPath, [PROGRAM, "check", "--json", join(ROOT, "specimens/paginated")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(err).toBe("");
  expect([0, 1]).toContain(code);
});

interface Expected {
  readonly from: readonly string[];
  readonly files: readonly {
    readonly path?: string;
    readonly specimen?: string;
    readonly damage: readonly { readonly kind: string; readonly line: number }[];
    readonly anomalies: readonly { readonly kind: string; readonly line?: number }[];
  }[];
  readonly others?: readonly { readonly path: string; readonly taken_for: string }[];
}

/** What the specimens call it, and what the check does; null where it is no finding. */
const ANOMALIES: Readonly<Record<string, string | null>> = {
  duplicate_ordinal: "ordinal-duplicate",
  ordinal_gap: "ordinal-gap",
  missing_ordinal: "ordinal-missing",
  unreadable: "unreadable",
  header: null,
  header_not_first: "header-not-first",
  missing_header_field: "header-incomplete",
  unknown_history_mode: "unknown-history-mode",
  base_missing: "base-missing",
  byte_offset_mismatch: "base-offset-mismatch",
  usage_over_window: "impossible-tokens",
  turn_without_end: "turn-without-end",
  empty: "empty-file",
  late_item: null,
  output_form: null,
};

/** What follows from the damage, and from what was copied. */
const CONSEQUENCES: Readonly<Record<string, readonly string[]>> = {
  "07-full-disk": ["call-without-output", "turn-without-end"],
  "07-torn-envelope-line": ["call-without-output"],
  "08-torn-last-line": ["turn-without-end"],
  "11-plain-and-compressed": ["duplicate-rollout"],
  "12-copied-history": ["several-headers"],
  "13-several-headers": ["several-headers"],
  "17-bare-without-header": ["header-missing"],
  "23-impossible-token-numbers": ["impossible-tokens", "ordinal-duplicate"],
  "24-empty-file": ["empty-file"],
  "24-header-not-first": ["ordinal-regression", "ordinal-gap"],
  "24-truncated-header": ["header-missing"],
  "25-glued-on-a-full-disk": ["call-without-output"],
  "25-glued-to-torn": ["call-without-output"],
  "27-turn-without-end": ["call-without-output"],
  "34-stale-names": ["base-missing"],
  "36-growing-documents": ["call-without-output"],
};

test("every class of damage comes out as what it is, and nothing else does", () => {
  const damaged = join(PLACE, "damaged");
  cpSync(join(ROOT, "specimens/damaged"), damaged, { recursive: true });
  for (const name of readdirSync(damaged, { recursive: true, encoding: "utf8" })) {
    if (/rollout-/.test(name)) age(join(damaged, name));
  }
  const cases = readdirSync(damaged, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  expect(cases.length).toBeGreaterThan(45);
  const read = (name: string): Expected =>
    JSON.parse(readFileSync(join(damaged, name, "expected.json"), "utf8")) as Expected;
  // Damage that Codex itself has left stands among the other specimens; those of one case go together.
  for (const name of cases) {
    for (const { specimen } of read(name).files) {
      if (specimen === undefined) continue;
      const file = join(damaged, name, specimen);
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(join(ROOT, "specimens", specimen), file);
      age(file);
    }
  }
  const { findings, files } = report(damaged);
  for (const name of cases) {
    const expected = read(name);
    const paths = expected.files.map(({ path }) => path);
    for (const { path, specimen, damage, anomalies } of expected.files) {
      // A compressed copy beside the plain file is not read: the plain one counts.
      if (path?.endsWith(".zst") && paths.includes(path.slice(0, -4))) continue;
      const file = join(damaged, name, path ?? specimen ?? "");
      expect(files.map((each) => each.file)).toContain(file);
      const found = findings.filter((finding) => finding.file === file);
      const wanted = [
        ...damage.map(({ kind, line }) => `${kind} ${line}`),
        ...anomalies.flatMap(({ kind, line = 0 }) => (ANOMALIES[kind] ? [`${ANOMALIES[kind]} ${line}`] : [])),
      ];
      const got = found.map(({ kind, line }) => `${kind} ${line}`);
      expect(anomalies.filter(({ kind }) => ANOMALIES[kind] === undefined)).toEqual([]);
      expect({ name, got }).toEqual({ name, got: expect.arrayContaining(wanted) });
      const more = got.filter((each) => !wanted.includes(each)).map((each) => each.replace(/ \d+$/, ""));
      expect({ name, more: more.filter((kind) => !CONSEQUENCES[name]?.includes(kind)) }).toEqual({ name, more: [] });
    }
    for (const { path, taken_for } of expected.others ?? []) {
      const found = findings.filter(({ file }) => file === join(damaged, name, path)).map(({ kind }) => kind);
      expect(found).toEqual(taken_for === "a file of no rollout" ? ["no-record-recognised"] : []);
    }
  }
});

test("files from the future are read, and what is new in them is told", () => {
  const future = join(PLACE, "future");
  cpSync(join(ROOT, "specimens/from-the-future"), future, { recursive: true });
  for (const file of sessionsIn(future)) age(file);
  const { findings, files, summary } = report(future);
  expect(files.map(({ verdict }) => verdict)).not.toContain("unreadable");
  expect(summary.bytes_unaccounted).toBe(0);
  const kinds = new Set(findings.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(["schema-mismatch", "unknown-history-mode", "unknown-type"]);
  for (const name of ["unknown-event", "unknown-outer-type", "unknown-response-item", "unknown-turn-item"]) {
    expect(findings.filter(({ file }) => file.includes(`${name}/`)).map(({ kind }) => kind)).toContain("unknown-type");
  }
  expect(findings.filter(({ file }) => file.includes("unknown-header-fields/"))).toEqual([]);
});
