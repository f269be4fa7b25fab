// Damage to text: characters that are none, a BOM, other line ends, lines that are no records, broken compression.

import { zstdCompressSync } from "node:zlib";
import { assemble, healthyParts, type Part } from "./assemble.ts";
import { oneFile, type DamageCase } from "./case.ts";
import { lineAt, lineWith, replaceText, takeHealthy, type HealthyFile } from "./healthy.ts";

export function textCases(specimens: string): DamageCase[] {
  const shell = takeHealthy(specimens, "paginated/0.169.0/shell");
  const unicode = takeHealthy(specimens, "paginated/0.169.0/unicode");
  return [...invalidText(unicode), ...compressedCases(shell), ...lineEndCases(shell), ...strayCases(shell)];
}

function invalidText(file: HealthyFile): DamageCase[] {
  const smile = Buffer.from("\u{1F600}");
  const at = lineWith(file, "\u{1F600}");
  const line = lineAt(file, at);
  const start = line.indexOf(smile);
  const cut = Buffer.concat([line.subarray(0, start), Buffer.from([0xe6, 0x87]), line.subarray(start + smile.length)]);
  const surrogate = replaceText(line, "\u{1F600}", String.raw`\ud83d`);
  const from = surrogate.indexOf(String.raw`\ud83d`);
  return [
    oneFile(
      {
        class: 6,
        trait: "invalid-utf8",
        done: "the four bytes of one character were replaced by two that no character has",
        reader: "reads the record with U+FFFD in that place, and every other record of the file as it is",
      },
      file,
      file.lines.with(at, cut).map((bytes, index) => ({
        bytes,
        ...(index === at ? { damage: { kind: "invalid-utf8" as const, from: start, to: start + 2 } } : {}),
      })),
    ),
    oneFile(
      {
        class: 6,
        trait: "lone-surrogate",
        done: "one character was replaced by the escape of half of it",
        reader: "reads the record; the half stays half, as JSON.parse has it",
      },
      file,
      file.lines.with(at, surrogate).map((bytes, index) => ({
        bytes,
        ...(index === at ? { damage: { kind: "lone-surrogate" as const, from, to: from + 6 } } : {}),
      })),
    ),
  ];
}

function compressedCases(shell: HealthyFile): DamageCase[] {
  const plain = assemble(shell, healthyParts(shell.lines));
  const packed = zstdCompressSync(plain.bytes);
  const path = `${shell.path}.zst`;
  const zst = { path, bytes: packed, expected: { ...plain.expected, path } };
  const cut = packed.subarray(0, Math.floor(packed.length / 2));
  const unreadable = { kind: "unreadable", note: "how many records come before the end depends on the frame's blocks" };
  const broken = { ...zst.expected, lines: 0, records: 0, bytes: 0, anomalies: [unreadable] };
  return [
    {
      class: 11,
      trait: "plain-and-compressed",
      done: "the file stands there twice, plain and compressed, as it does while Codex compresses it",
      reader: "takes the two for one session and reads the plain one",
      from: [shell.specimen],
      files: [plain, zst],
    },
    {
      class: 11,
      trait: "compressed-cut-short",
      done: "the compressed file was cut in its middle",
      reader: "gives what unpacks before the cut, and says that the file does not end there",
      from: [shell.specimen],
      files: [{ path, bytes: cut, expected: broken }],
    },
  ];
}

function lineEndCases(shell: HealthyFile): DamageCase[] {
  const blanks = shell.lines.flatMap((bytes, index): Part[] =>
    index % 4 === 3
      ? [{ bytes }, { bytes: Buffer.alloc(0), records: 0 }, { bytes: Buffer.from("  "), records: 0 }]
      : [{ bytes }],
  );
  const first = lineAt(shell, 0);
  const bom = Buffer.from([0xef, 0xbb, 0xbf]);
  return [
    oneFile(
      { class: 26, trait: "crlf", done: "every line ends with CR LF", reader: "reads all of them; nothing is damaged" },
      shell,
      shell.lines.map((bytes) => ({ bytes, ending: "\r\n" })),
    ),
    oneFile(
      {
        class: 26,
        trait: "blank-lines",
        done: "an empty line and one of two spaces were put after every fourth record",
        reader: "passes them by; nothing is damaged",
      },
      shell,
      blanks,
    ),
    oneFile(
      {
        class: 24,
        trait: "bom",
        done: "a byte order mark was put before the first record",
        reader: "reads past it",
      },
      shell,
      [
        { bytes: Buffer.concat([bom, first]), damage: { kind: "bom", from: 0, to: 3 } },
        ...healthyParts(shell.lines.slice(1)),
      ],
    ),
  ];
}

function strayCases(shell: HealthyFile): DamageCase[] {
  const stray = (text: string, kind: "not-json" | "not-an-object"): Part => {
    const bytes = Buffer.from(text);
    return { bytes, records: 0, damage: { kind, from: 0, to: bytes.length, salvaged: 0 } };
  };
  const [head, tail] = [healthyParts(shell.lines.slice(0, 9)), healthyParts(shell.lines.slice(9))];
  return [
    oneFile(
      {
        class: 37,
        trait: "stray-text-line",
        done: "a line of a log was put between two records",
        reader: "passes it by and says so",
      },
      shell,
      [...head, stray("WARN cannot write: no space left on device", "not-json"), ...tail],
    ),
    oneFile(
      {
        class: 37,
        trait: "stray-values",
        done: "an array, a number and null were put between two records",
        reader: "passes them by and says so",
      },
      shell,
      [...head, ...["[1,2]", "17", "null"].map((text) => stray(text, "not-an-object")), ...tail],
    ),
  ];
}
