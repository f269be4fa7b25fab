// `npm run bench`: measures what docs/speed.md promises, each measure in processes of its own.

import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compare, type Result } from "./compare.ts";
import { madeOf } from "./files.ts";
import { measuresOf, NOTHING_BUILT } from "./measures.ts";
import type { Built } from "./program.ts";
import { markdownTable, plainTable } from "./table.ts";

const USAGE = `Usage: npm run bench -- [--only NAME[,NAME]] [--runs N] [--json | --markdown] [--assert]

  --only NAME   only these measures: ${measuresOf(NOTHING_BUILT)
    .map(({ name }) => name)
    .join(", ")}
  --runs N      interleaved runs of each (5); memory is measured once, start-up 9 times
  --json        the results as JSON
  --markdown    the results as the table of docs/speed.md
  --assert      exit code 1 when a goal is missed or a subject is missing
  --keep        leave the file of 4 GB on disk when it was made for this run
`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    json: { type: "boolean" },
    markdown: { type: "boolean" },
    assert: { type: "boolean" },
    keep: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});
const runs = Number(values.runs);
const only = values.only?.flatMap((names) => names.split(",")) ?? null;
const unknown = only?.filter((name) => !measuresOf(NOTHING_BUILT).some((measure) => measure.name === name)) ?? [];

if (values.help === true) process.stdout.write(USAGE);
else if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  process.stderr.write(
    `${unknown.length > 0 ? `no such measure: ${unknown.join(", ")}` : "--runs takes a number"}\n\n${USAGE}`,
  );
  process.exitCode = 2;
} else {
  const results = await measure();
  const print = values.json === true ? asJson : values.markdown === true ? markdownTable : plainTable;
  process.stdout.write(print(results));
  const failed = results.some(({ verdict }) => verdict === "missed" || verdict === "missing");
  if (values.assert === true && failed) process.exitCode = 1;
}

async function measure(): Promise<Result[]> {
  const built = JSON.parse(node(["program.ts"], "pipe")) as Built;
  const wanted = measuresOf(built).filter(({ name }) => only === null || only.includes(name));
  const results: Result[] = [];
  let huge = false;
  for (const one of wanted) {
    if (one.subject.run !== null) {
      const absent = one.material.filter((name) => madeOf(name) === null);
      huge ||= absent.includes("huge");
      // In a process of its own: a child's memory is counted from what its parent holds when it starts.
      if (absent.length > 0) node(["generate.ts", ...absent], "ignore");
    }
    process.stderr.write(`${one.name} …\n`);
    results.push(await compare(one, runs));
  }
  if (huge && values.keep !== true) node(["generate.ts", "--remove", "huge"], "ignore");
  return results;
}

function node([script = "", ...args]: readonly string[], stdout: "pipe" | "ignore"): string {
  const file = fileURLToPath(new URL(script, import.meta.url));
  return (
    execFileSync(process.execPath, [file, ...args], { encoding: "utf8", stdio: ["ignore", stdout, "inherit"] }) ?? ""
  );
}

function asJson(results: readonly Result[]): string {
  const [cpu] = cpus();
  const machine = {
    node: process.version,
    platform: process.platform,
    cpus: cpus().length,
    model: cpu?.model ?? null,
    memory: totalmem(),
  };
  return `${JSON.stringify({ date: new Date().toISOString(), machine, results }, null, 2)}\n`;
}
