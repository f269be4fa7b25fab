// Damage by crashes and full disks: torn, glued and joined records, NUL runs.

import { healthyParts, tornPart, type Part } from "./assemble.ts";
import { oneFile, type DamageCase } from "./case.ts";
import { lineAt, lineWith, ordinalOf, takeHealthy, withOrdinal, type HealthyFile } from "./healthy.ts";

export function tornFileCases(specimens: string): DamageCase[] {
  const shell = takeHealthy(specimens, "paginated/0.169.0/shell");
  const envelope = takeHealthy(specimens, "envelope/0.87.0/shell");
  const bare = takeHealthy(specimens, "bare/0.20.0/shell");
  return [...tornCases(shell, envelope), ...nulCases(shell), ...joinedCases(shell, envelope, bare)];
}

function tornCases(shell: HealthyFile, envelope: HealthyFile): DamageCase[] {
  const at = lineWith(shell, '"CommandExecution"');
  const torn = tornPart(lineAt(shell, at), 0.5);
  const reused = shell.lines.slice(at + 1).map((line): Part => ({ bytes: withOrdinal(line, ordinalOf(line) - 1) }));
  const last = lineAt(shell, shell.lines.length - 1);
  const inText = lineWith(envelope, '"function_call_output"');
  return [
    oneFile(
      {
        class: 7,
        trait: "torn-middle-line",
        done: "a record was cut in its middle and ended with a newline; the next one has its ordinal",
        reader: "passes the torn bytes by and says where they are; no other record is lost",
      },
      shell,
      [...healthyParts(shell.lines.slice(0, at)), torn, ...reused],
    ),
    oneFile(
      {
        class: 7,
        trait: "torn-envelope-line",
        done: "an output was cut in its middle and ended with a newline, in a file without ordinals",
        reader: "passes the torn bytes by; the call they answer has no output",
      },
      envelope,
      envelope.lines.map((line, index) => (index === inText ? tornPart(line, 0.7) : { bytes: line })),
    ),
    oneFile(
      {
        class: 8,
        trait: "torn-last-line",
        done: "the last record was cut in its middle, and the file ends there",
        reader: "reads all other records; while the session lives, the rest may still come",
      },
      shell,
      [...healthyParts(shell.lines.slice(0, -1)), { ...tornPart(last, 0.5), ending: "" }],
    ),
    oneFile(
      {
        class: 8,
        trait: "no-final-newline",
        done: "the newline after the last record was left out",
        reader: "reads the last record; nothing is damaged",
      },
      shell,
      [...healthyParts(shell.lines.slice(0, -1)), { bytes: last, ending: "" }],
    ),
  ];
}

function nulCases(shell: HealthyFile): DamageCase[] {
  const at = lineWith(shell, '"token_count"');
  const zeros = Buffer.alloc(512);
  const alone: Part = { bytes: zeros, records: 0, damage: { kind: "nul", from: 0, to: 512, salvaged: 0 } };
  const before = (line: Buffer): Part => ({
    bytes: Buffer.concat([zeros, line]),
    damage: { kind: "nul", from: 0, to: 512, salvaged: 1 },
  });
  return [
    oneFile(
      {
        class: 9,
        trait: "nul-line",
        done: "a line of 512 NUL bytes was put between two records",
        reader: "passes them by and says so",
      },
      shell,
      [...healthyParts(shell.lines.slice(0, at)), alone, ...healthyParts(shell.lines.slice(at))],
    ),
    oneFile(
      {
        class: 9,
        trait: "nul-before-record",
        done: "512 NUL bytes were put before a record, on its line",
        reader: "passes the NUL bytes by and reads the record behind them",
      },
      shell,
      shell.lines.map((line, index) => (index === at ? before(line) : { bytes: line })),
    ),
    oneFile(
      {
        class: 9,
        trait: "nul-tail",
        done: "512 NUL bytes without a newline were put at the end",
        reader: "reads every record and says what stands behind them",
      },
      shell,
      [...healthyParts(shell.lines), { ...alone, ending: "" }],
    ),
  ];
}

function joinedCases(shell: HealthyFile, envelope: HealthyFile, bare: HealthyFile): DamageCase[] {
  const joined = (file: HealthyFile, at: number): Part[] => {
    const both = Buffer.concat([lineAt(file, at), lineAt(file, at + 1)]);
    const part: Part = { bytes: both, records: 2, damage: { kind: "joined", from: 0, to: both.length, salvaged: 2 } };
    return [...healthyParts(file.lines.slice(0, at)), part, ...healthyParts(file.lines.slice(at + 2))];
  };
  const at = lineWith(envelope, '"function_call_output"');
  const torn = lineAt(envelope, at).subarray(0, Math.floor(lineAt(envelope, at).length / 2));
  const glued: Part = {
    bytes: Buffer.concat([torn, lineAt(envelope, at + 1)]),
    damage: { kind: "glued", from: 0, to: torn.length, salvaged: 1 },
  };
  return [
    oneFile(
      {
        class: 25,
        trait: "joined-records",
        done: "the newline between two records was left out",
        reader: "reads both",
      },
      shell,
      joined(shell, lineWith(shell, '"CommandExecution"')),
    ),
    oneFile(
      {
        class: 25,
        trait: "joined-bare-records",
        done: "the newline between two records without envelope was left out",
        reader: "reads both",
      },
      bare,
      joined(bare, lineWith(bare, '"function_call_output"')),
    ),
    oneFile(
      {
        class: 25,
        trait: "glued-to-torn",
        done: "a record was cut in its middle and the next one put right behind it, as after a full disk",
        reader: "passes the torn bytes by and reads the record behind them",
      },
      envelope,
      [...healthyParts(envelope.lines.slice(0, at)), glued, ...healthyParts(envelope.lines.slice(at + 2))],
    ),
  ];
}
