// Damage to headers: torn, incomplete, misplaced, missing, of an unknown mode; the empty file.

import { assemble, healthyParts, tornPart, type Part } from "./assemble.ts";
import { oneFile, type DamageCase } from "./case.ts";
import { lineAt, lineWith, replaceText, takeHealthy, type HealthyFile } from "./healthy.ts";

export function headerCases(specimens: string): DamageCase[] {
  const shell = takeHealthy(specimens, "paginated/0.169.0/shell");
  const legacy = takeHealthy(specimens, "legacy/0.147.0/shell");
  const bare = takeHealthy(specimens, "bare/0.20.0/shell");
  const [first, rest] = [lineAt(shell, 0), shell.lines.slice(1)];
  const changed = (trait: string, done: string, reader: string, header: Buffer, kind: string): DamageCase =>
    oneFile({ class: 24, trait, done, reader }, shell, [{ bytes: header, anomaly: { kind } }, ...healthyParts(rest)]);
  return [
    oneFile(
      {
        class: 24,
        trait: "truncated-header",
        done: "the first record was cut in its middle",
        reader: "takes the thread id from the file's name and reads all other records",
      },
      shell,
      [tornPart(first, 0.5), ...healthyParts(rest)],
    ),
    changed(
      "missing-originator",
      "the header has no originator",
      "reads the file; the originator is null",
      replaceText(first, /"originator":"[^"]*",/, ""),
      "missing_header_field",
    ),
    changed(
      "missing-cli-version",
      "the header has no cli_version",
      "reads the file; the version is null",
      replaceText(first, /"cli_version":"[^"]*",/, ""),
      "missing_header_field",
    ),
    changed(
      "unknown-history-mode",
      "the header's history_mode is one no Codex writes",
      "reads the file by the shape of its records",
      replaceText(first, '"history_mode":"paginated"', '"history_mode":"sharded"'),
      "unknown_history_mode",
    ),
    notFirst(shell),
    {
      class: 24,
      trait: "empty-file",
      done: "the file has no bytes",
      reader: "says that it is empty, not that it is fine; Codex makes such files before it writes to them",
      from: [shell.specimen],
      files: [assemble(shell, [])],
    },
    headerless(bare),
    farPrompt(legacy),
  ];
}

function notFirst(file: HealthyFile): DamageCase {
  const [first, second, ...rest] = file.lines;
  if (first === undefined || second === undefined) throw new Error("too short a file");
  return oneFile(
    {
      class: 24,
      trait: "header-not-first",
      done: "the header stands on the second line",
      reader: "finds it there",
    },
    file,
    [{ bytes: second }, { bytes: first, anomaly: { kind: "header_not_first" } }, ...healthyParts(rest)],
  );
}

function headerless(file: HealthyFile): DamageCase {
  return oneFile(
    {
      class: 17,
      trait: "bare-without-header",
      done: "the header of a file without envelopes was left out",
      reader: "takes the thread id from the file's name and reads the items",
    },
    file,
    healthyParts(file.lines.slice(1)),
  );
}

/** Codex lists a file only if it finds a prompt among its first few hundred records. */
function farPrompt(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"role":"user"', 1);
  const filler = lineAt(file, lineWith(file, '"token_count"'));
  const parts: Part[] = [
    ...healthyParts(file.lines.slice(0, at)),
    ...Array.from({ length: 260 }, (): Part => ({ bytes: filler })),
    ...healthyParts(file.lines.slice(at)),
  ];
  return oneFile(
    {
      class: 21,
      trait: "first-prompt-far-in",
      done: "260 token counts stand before the first prompt",
      reader: "finds the prompt all the same",
    },
    file,
    parts,
  );
}
