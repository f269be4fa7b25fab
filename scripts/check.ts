// The one check: types, lint, format, import law, contracts and unit tests, side by side.
//
// npm run check                  one line per step; the output of a step only if it fails

import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { REPORTS, ROOT } from "./repository.ts";

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

// The longest first, so that the others fit beside it.
const STEPS: readonly Step[] = [
  {
    name: "unit tests",
    command: [
      "vitest",
      "run",
      "--project",
      "unit",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${join(REPORTS, "unit.json")}`,
    ],
  },
  { name: "types of core", command: ["tsc", "-p", "packages/core"] },
  { name: "types of api", command: ["tsc", "-p", "packages/api"] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of web", command: ["tsc", "-p", "packages/web"] },
  { name: "lint", command: ["oxlint"] },
  { name: "contracts", command: [process.execPath, "scripts/contracts.ts", "--check"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "imports", command: [process.execPath, "scripts/imports.ts"] },
  { name: "page sizes", command: [process.execPath, "packages/web/budget.ts"] },
  { name: "lock file", command: [process.execPath, "scripts/lock.ts"] },
];

interface Ending {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run(step: Step): Promise<Ending> {
  const started = performance.now();
  const [program, ...rest] = step.command;
  const bin = join(ROOT, "node_modules/.bin");
  const child = spawn(program, rest, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    env: { ...process.env, NO_COLOR: "1", PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    const end = (passed: boolean, more = ""): void => {
      const text = Buffer.concat(output).toString() + more;
      resolve({ step, passed, seconds: (performance.now() - started) / 1000, output: text });
    };
    child.on("error", (error) => end(false, `${error.message}\n`));
    child.on("close", (code) => end(code === 0));
  });
}

function report({ step, passed, seconds, output }: Ending): void {
  console.log(`${passed ? "ok    " : "FAILED"}  ${step.name.padEnd(14)} ${seconds.toFixed(1).padStart(5)} s`);
  if (!passed) console.log(output.trimEnd().replaceAll(/^/gm, "        "));
}

const started = performance.now();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const waiting = [...STEPS];
const endings: Ending[] = [];
await Promise.all(
  Array.from({ length: Math.min(STEPS.length, availableParallelism()) }, async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const ending = await run(step);
      endings.push(ending);
      report(ending);
    }
  }),
);
const failed = endings.filter(({ passed }) => !passed);
// The unit tests report themselves, one by one.
const steps = endings.filter(({ step }) => step.name !== "unit tests");
writeFileSync(
  join(REPORTS, "check.json"),
  JSON.stringify({
    numPassedTests: steps.filter(({ passed }) => passed).length,
    numFailedTests: steps.filter(({ passed }) => !passed).length,
  }),
);
console.log(
  `${failed.length === 0 ? "all good" : `${failed.length} failed`} after ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
