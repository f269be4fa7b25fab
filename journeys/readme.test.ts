// The README's commands do what the README says.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

function commandsIn(text: string): string[] {
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap((block) => (block[1] ?? "").split("\n").filter(Boolean));
}

/** Where the commands make their temporary files. */
const TMPDIR = mkdtempSync(join(tmpdir(), "rollbook-readme-"));
afterAll(() => rmSync(TMPDIR, { recursive: true }));

/** What bash says to a line typed at the repository's root. */
function type(line: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync("bash", ["-c", `set -o pipefail; ${line}`], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR, XDG_CACHE_HOME: TMPDIR },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
}

describe("the marked part", () => {
  const marked = /<!-- executed:.*?-->(.*?)<!-- \/executed -->/s.exec(README)?.[1] ?? "";
  const commands = commandsIn(marked);

  test("has commands", () => {
    expect(commands.length).toBeGreaterThan(5);
  });

  test.each(commands)("%s", (line) => {
    const { status, stdout, stderr } = type(line);
    expect(status, stderr).toBe(0);
    expect(stdout).not.toBe("");
  });
});

describe("the two commands of a fresh clone", () => {
  const commands = commandsIn(README).filter((line) => line.startsWith("npm ci && "));

  test("are there", () => {
    expect(commands).toEqual([
      expect.stringMatching(/^npm ci && npm start -- actions specimens\//),
      "npm ci && npm test",
    ]);
  });

  test("the first prints a session; the packages are installed already", () => {
    const line = commands[0]?.replace("npm ci && ", "") ?? "";
    const { status, stdout, stderr } = type(line);
    expect(status, stderr).toBe(0);
    const records = stdout.split("\n").filter((text) => text.startsWith("{"));
    expect(records.map((text) => (JSON.parse(text) as { record: string }).record)).toEqual([
      "session",
      ...records.slice(2).map(() => "action"),
      "end",
    ]);
  });

  test("the second is what this test is a part of", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts["test"]).toBe("npm run check && npm run journeys");
    expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toContain("npm ci && npm test");
  });
});

test("every file the README and its neighbours link to is there", () => {
  for (const name of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"]) {
    const links = [...readFileSync(join(ROOT, name), "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)];
    for (const [, link = ""] of links) expect(existsSync(join(ROOT, link)), `${name}: ${link}`).toBe(true);
  }
});

test("every package we depend on has a line in the architecture's tables", () => {
  const told = [...readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8").matchAll(/^\| (`.*?) +\|/gm)].flatMap((line) =>
    [...(line[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  for (const path of ["package.json", "packages/core/package.json", "packages/rollbook/package.json"]) {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, path), "utf8"),
    ) as Record<string, Record<string, string> | undefined>;
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const untold = names.filter(
      (name) =>
        !name.startsWith("rollbook-") && !told.includes(name) && !(name.startsWith("node-") && told.includes("node-*")),
    );
    expect({ path, untold }).toEqual({ path, untold: [] });
  }
});
