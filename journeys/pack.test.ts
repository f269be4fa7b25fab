// The published packages: packed, installed into an empty directory, and run there.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SPECIMEN = join(ROOT, "specimens/paginated/0.169.0/shell");
const place = mkdtempSync(join(tmpdir(), "rollbook-pack-"));
const env = {
  ...process.env,
  // The Node of these tests, for whatever is started below.
  PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
  XDG_CACHE_HOME: join(place, "cache"),
};

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect(status, `${program} ${args.join(" ")}: ${stderr}`).toBe(0);
  return stdout;
}

const installed = join(place, "installed");

beforeAll(() => {
  const directories = run(process.execPath, ["scripts/pack.ts"], ROOT).trim().split("\n");
  for (const directory of directories) run("npm", ["pack", directory, "--pack-destination", place, "--silent"], place);
  const tarballs = readdirSync(place).filter((name) => name.endsWith(".tgz"));
  expect(tarballs).toHaveLength(2);
  mkdirSync(installed);
  writeFileSync(join(installed, "package.json"), '{ "private": true, "type": "module" }\n');
  run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs.map((name) => join("..", name))],
    installed,
  );
});

test("the program does there what it does here", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "packages/rollbook/package.json"), "utf8")) as {
    version: string;
  };
  expect(run("npx", ["rollbook", "--version"], installed)).toBe(`${version}\n`);
  const here = join(ROOT, "packages/rollbook/bin/rollbook.js");
  for (const args of [
    ["--help"],
    ["completions", "bash"],
    ["actions", SPECIMEN],
    ["share", SPECIMEN],
    ["actions", SPECIMEN, "--include", "output,prompts"],
    ["actions", SPECIMEN, "--format", "table", "--jobs", "2"],
    ["actions", join(ROOT, "specimens/bare"), "--format", "csv", "--jobs", "2"],
  ]) {
    expect(run("npx", ["rollbook", ...args], installed)).toBe(run(process.execPath, [here, ...args], ROOT));
  }
});

const PLATFORM = `${process.platform}-${process.arch}`;
const HAS_NODE = ["linux-x64", "linux-arm64", "darwin-x64"].includes(PLATFORM);

test.skipIf(!HAS_NODE)("the oldest Node it may run on does the same, and says nothing of its own", () => {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "packages/rollbook/package.json"), "utf8")) as {
    engines: { node: string };
  };
  const oldest = engines.node.replace(">=", "");
  const name = `node-${PLATFORM}`;
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-save", `${name}@${oldest}`], installed);
  const node = join(installed, "node_modules", name, "bin/node");
  expect(run(node, ["--version"], installed)).toBe(`v${oldest}\n`);
  const here = join(ROOT, "packages/rollbook/bin/rollbook.js");
  const home = join(SPECIMEN, "home");
  for (const args of [
    ["actions", SPECIMEN, "--jobs", "2"],
    ["list", "--home", home],
    ["show", "--home", home, "last"],
    ["stats", "--home", home, "--work"],
    ["search", "/hell./", "--home", home],
    ["home", "--home", home],
  ]) {
    const told = spawnSync(node, [join(installed, "node_modules/rollbook/bin/rollbook.js"), ...args], {
      env: { ...env, XDG_CACHE_HOME: join(place, "cache-of-oldest") },
      encoding: "utf8",
    });
    expect(told, told.stderr).toMatchObject({ status: 0, stdout: run(process.execPath, [here, ...args], ROOT) });
    expect(told.stderr).not.toMatch(/warning/i);
  }
});

test("the program brings the rules for secrets, also those it loads late", () => {
  // A shape only the recommended rules know, put together here so that no scanner takes this file for a leak.
  const secret = ["figd", `${"-".repeat(39)}_`].join("_");
  const name =
    readdirSync(SPECIMEN, { recursive: true, encoding: "utf8" }).find((one) => /rollout-.*\.jsonl$/.test(one)) ?? "";
  const text = readFileSync(join(SPECIMEN, name), "utf8").replaceAll("echo hello; pwd", `echo ${secret}; pwd`);
  expect(text).toContain(secret);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/rollbook/bin/rollbook.js", "actions", "-"],
    {
      cwd: installed,
      input: text,
      encoding: "utf8",
    },
  );
  expect(status).toBe(0);
  expect(stdout).not.toContain(secret);
  expect(stderr).toMatch(/secretlint-figma/);
});

test("the program brings all it needs, and nothing of the workspace", () => {
  const directory = join(installed, "node_modules/rollbook");
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Record<string, unknown>;
  expect(manifest["dependencies"]).toBeUndefined();
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith(".ts"))).toEqual([]);
});

test("the library reads, and its types are there", () => {
  const program = `
    import { readFileSync } from "node:fs";
    import { projectActions } from "rollbook-core";
    const records = projectActions(readFileSync(process.argv[1]), { file: process.argv[1] });
    console.log(records.at(-1).record, records.at(-1).actions);`;
  const name =
    readdirSync(SPECIMEN, { recursive: true, encoding: "utf8" }).find((one) => /rollout-.*\.jsonl$/.test(one)) ?? "";
  expect(run(process.execPath, ["--input-type=module", "-e", program, join(SPECIMEN, name)], installed)).toBe(
    "end 7\n",
  );

  writeFileSync(
    join(installed, "probe.ts"),
    'import { projectActions, type ActionStreamRecord } from "rollbook-core";\n' +
      'export const records: ActionStreamRecord[] = projectActions(new Uint8Array(0), { file: "x" });\n' +
      "// @ts-expect-error the types are checked, not any\nexport const wrong: number = records;\n",
  );
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  run(process.execPath, [compiler, "--noEmit", "--strict", "--module", "nodenext", "probe.ts"], installed);
});
