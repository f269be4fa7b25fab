// `node bench/generate.ts [name …]`: makes the files that are measured, or says what is in them.

import { parseArgs } from "node:util";
import { FOLDER, makeMaterial, MATERIALS, removeMaterial, SEED, tell, type Made } from "./files.ts";

const USAGE = `Usage: node bench/generate.ts [--seed N] [--remove] [name …]

Makes session files of a made-up project in ${FOLDER}
(another place: ROLLBOOK_BENCH_DIR). The same seed gives the same bytes.
Without a name, all of them:

${MATERIALS.map(({ name, size }) => `  ${name.padEnd(16)}${tell(size)}`).join("\n")}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, remove: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
const names = positionals.length > 0 ? positionals : MATERIALS.map(({ name }) => name);
const seed = values.seed === undefined ? SEED : Number(values.seed);
const unknown = names.filter((name) => !MATERIALS.some((material) => material.name === name));

if (values.help === true) process.stdout.write(USAGE);
else if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  process.stderr.write(
    `${unknown.length > 0 ? `no such file: ${unknown.join(", ")}` : "--seed takes a number"}\n\n${USAGE}`,
  );
  process.exitCode = 2;
} else if (values.remove === true) for (const name of names) removeMaterial(name);
else
  for (const name of names)
    report(
      name,
      makeMaterial(name, seed, (line) => process.stderr.write(`${line}\n`)),
    );

function report(name: string, { files, bytes, lines, kinds }: Made): void {
  // An index has no lines.
  if (lines === 0) return void process.stdout.write(`${name}: made\n`);
  const mean = Math.round(bytes / lines);
  process.stdout.write(`${name}: ${tell(bytes)} in ${files} files, ${lines} lines, ${mean} bytes a line\n`);
  const sorted = Object.entries(kinds).toSorted(([, a], [, b]) => b.bytes - a.bytes);
  for (const [kind, count] of sorted) {
    const share = ((100 * count.bytes) / bytes).toFixed(1).padStart(5);
    process.stdout.write(
      `  ${share} % of bytes ${((100 * count.lines) / lines).toFixed(1).padStart(5)} % of lines  ${kind}\n`,
    );
  }
}
