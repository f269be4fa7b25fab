// Lines that look like what commands print: source, logs, listings, search hits, JSON, diffs, traces.

import type { Random } from "./random.ts";
import { camel, capital, noun, path, sentence, snake, verb } from "./words.ts";

type Style = (random: Random, number: number) => string;

const source: Style = (random) => {
  const indent = "  ".repeat(random.int(0, 4));
  switch (random.int(0, 9)) {
    case 0:
      return `${indent}const ${camel(random)} = await ${camel(random)}(${snake(random)}, { ${noun(random)}: "${verb(random)}", ${noun(random)}: ${random.int(0, 4096)} });`;
    case 1:
      return `${indent}if (${noun(random)}.${noun(random)} === null || ${noun(random)}.length > ${random.int(1, 99)}) {`;
    case 2:
      return `${indent}}`;
    case 3:
      return `${indent}return \`\${${noun(random)}}/${snake(random)}?${noun(random)}=\${${noun(random)}}\`;`;
    case 4:
      return `${indent}// ${sentence(random)}`;
    case 5:
      return `${indent}export function ${camel(random)}(${noun(random)}: ${capital(noun(random))}, ${noun(random)}: string[]): ${capital(noun(random))} {`;
    case 6:
      return "";
    case 7:
      return `${indent}assert.equal(${camel(random)}('${snake(random)}'), "${noun(random)}\\n\\t${noun(random)}");`;
    case 8:
      return `${indent}let ${snake(random)}: Vec<u8> = ${noun(random)}.iter().map(|${noun(random).charAt(0)}| ${camel(random)}(*b)).collect();`;
    default:
      return `${indent}${noun(random)}.${verb(random)}(${snake(random)}[${random.int(0, 31)}] ?? ${random.int(0, 9)}, /^[a-z_]+\\s*=\\s*"(.*)"$/u);`;
  }
};

const log: Style = (random, number) =>
  `2026-03-${String(1 + (number % 28)).padStart(2, "0")}T${String(number % 24).padStart(2, "0")}:${String(number % 60).padStart(2, "0")}:07.${random.int(100, 999)}Z ${random.pick(["INFO", "WARN", "DEBUG", "ERROR"])} ${snake(random)}::${noun(random)}: ${verb(random)} ${noun(random)}="${snake(random)}" took=${random.int(1, 9000)}us id=${random.hex(12)}`;

const hit: Style = (random) => `${path(random)}:${random.int(1, 1400)}:${source(random, 0)}`;

const listing: Style = (random) =>
  `-rw-r--r--  1 dev dev ${String(random.int(12, 900_000)).padStart(8)} Mar ${String(random.int(1, 28)).padStart(2)} ${random.int(10, 23)}:${random.int(10, 59)} ${path(random)}`;

const json: Style = (random, number) =>
  `{"id":${number},"name":"${snake(random)}","path":"${path(random)}","ok":${random.chance(0.8)},"tags":["${noun(random)}","${noun(random)}"],"note":"${verb(random)} \\"${noun(random)}\\" first","sha":"${random.hex(40)}"},`;

const diff: Style = (random, number) =>
  number % 17 === 0
    ? `@@ -${number},7 +${number + 2},9 @@ ${camel(random)}`
    : random.pick([" ", " ", "+", "-"]) + source(random, 0);

const trace: Style = (random) =>
  `    at ${capital(noun(random))}.${camel(random)} (file:///home/dev/${path(random)}:${random.int(1, 900)}:${random.int(1, 80)})`;

const check: Style = (random) =>
  ` ${random.pick(["ok", "ok", "ok", "PASS", "FAIL", "skip"])}  ${path(random)} > ${camel(random)} > ${verb(random)}s the ${noun(random)} (${random.int(1, 900)} ms)`;

const coloured: Style = (random) =>
  `\u001b[32m${verb(random)}\u001b[0m\t${path(random)}\t\u001b[2m${random.int(1, 99)}%\u001b[0m`;

const STYLES: readonly Style[] = [source, source, source, log, hit, listing, json, diff, trace, check, coloured];

/** About `size` characters of lines, in runs of one style, as a command prints them. */
export function printedLines(random: Random, size: number): string[] {
  const lines: string[] = [];
  for (let total = 0; total < size;) {
    const style = random.pick(STYLES);
    for (let run = random.int(8, 120); run > 0; run--) {
      const line = style(random, lines.length);
      lines.push(line);
      total += line.length + 1;
    }
  }
  return lines;
}

export function sourceLine(random: Random): string {
  return source(random, 0);
}
