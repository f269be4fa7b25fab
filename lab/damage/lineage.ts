// Damage to what holds files together: bases that moved or are gone, names of deleted threads, junk among sessions.

import { assemble, healthyParts, type ExpectedFile, type Part } from "./assemble.ts";
import type { DamageCase } from "./case.ts";
import { lineAt, lineWith, replaceText, takeHealthy, type HealthyFile } from "./healthy.ts";
import { oneFile } from "./case.ts";

export function lineageCases(specimens: string): DamageCase[] {
  const base = takeHealthy(specimens, "paginated/0.169.0/fork", 0);
  const fork = takeHealthy(specimens, "paginated/0.169.0/fork", 1);
  return [
    rewritten(base, fork),
    baseMissing(base, fork),
    staleNames(fork),
    outputForms(takeHealthy(specimens, "paginated/0.169.0/shell")),
    junk(takeHealthy(specimens, "paginated/0.169.0/plain")),
  ];
}

/** A tool that switches providers has rewritten the base, and every byte behind its header has moved. */
function rewritten(base: HealthyFile, fork: HealthyFile): DamageCase {
  const header = replaceText(lineAt(base, 0), '"model_provider":"mock"', '"model_provider":"another-provider"');
  const moved = header.length - lineAt(base, 0).length;
  const said = Number(/"end_byte_offset":(\d+)/.exec(lineAt(fork, 0).toString("utf8"))?.[1]);
  const anomaly = { kind: "byte_offset_mismatch", end_byte_offset: said, true_offset: said + moved };
  return {
    class: 15,
    trait: "base-rewritten",
    done: `the base's header was made ${moved} bytes longer, so that the fork's end_byte_offset cuts into a line`,
    reader: "cuts the base by ordinal and says that the offset does not fit",
    from: [base.specimen, fork.specimen],
    files: [
      assemble(base, healthyParts([header, ...base.lines.slice(1)])),
      assemble(fork, [{ bytes: lineAt(fork, 0), anomaly }, ...healthyParts(fork.lines.slice(1))]),
    ],
  };
}

function baseMissing(base: HealthyFile, fork: HealthyFile): DamageCase {
  return {
    class: 16,
    trait: "base-missing",
    done: "the file the fork goes on from was removed",
    reader: "gives what the fork itself holds and says that its beginning is missing",
    from: [fork.specimen],
    files: [
      assemble(fork, [
        { bytes: lineAt(fork, 0), anomaly: { kind: "base_missing", thread_id: base.threadId } },
        ...healthyParts(fork.lines.slice(1)),
      ]),
    ],
  };
}

function staleNames(fork: HealthyFile): DamageCase {
  const gone = "01a10000-0000-7000-8000-000000000000";
  const name = (id: string, thread_name: string, second: number): string =>
    `${JSON.stringify({ id, thread_name, updated_at: `2026-11-21T07:39:0${second}.000000000Z` })}\n`;
  const lines = [
    name(fork.threadId, "first name", 1),
    name(gone, "a thread that was deleted", 2),
    name(fork.threadId, "second name", 3),
    name(fork.threadId, "second name", 3),
  ];
  return {
    class: 34,
    trait: "stale-names",
    done: "session_index.jsonl names a thread that has no file, and another one three times",
    reader: "takes the last name of a thread and makes no session out of a name",
    from: [fork.specimen],
    files: [assemble(fork, healthyParts(fork.lines))],
    others: [{ path: "home/session_index.jsonl", bytes: Buffer.from(lines.join("")), taken_for: "names of threads" }],
  };
}

/** Three outputs, each in another of the forms they have had. */
function outputForms(file: HealthyFile): DamageCase {
  const forms: readonly [form: string, output: (text: string) => unknown][] = [
    ["content items", (text) => [{ type: "input_text", text }]],
    ["JSON in a string", () => JSON.stringify({ output: "no\n", metadata: { exit_code: 3, duration_seconds: 0.1 } })],
    ["text without its head", (text) => text.slice(text.indexOf("Output:\n") + 8)],
  ];
  let next = 0;
  const parts = file.lines.map((bytes): Part => {
    const record = JSON.parse(bytes.toString("utf8")) as { payload: { type?: string; output?: string } };
    const form = record.payload.type === "function_call_output" ? forms[next++] : undefined;
    if (form === undefined || typeof record.payload.output !== "string") return { bytes };
    const written = JSON.stringify(record.payload.output);
    const other = JSON.stringify(form[1](record.payload.output));
    return {
      bytes: replaceText(bytes, `"output":${written}`, `"output":${other}`),
      anomaly: { kind: "output_form", form: form[0] },
    };
  });
  return oneFile(
    {
      class: 32,
      trait: "output-forms",
      done: "three outputs were written as content items, as JSON in a string, and without their head",
      reader: "reads the exit code where one is written, and says none where there is none",
    },
    file,
    parts,
  );
}

function junk(file: HealthyFile): DamageCase {
  lineWith(file, '"session_meta"');
  const beside = (name: string): string => file.path.replace(/[^/]*$/, name);
  const nothing: Omit<ExpectedFile, "path"> = {
    thread_id: "01a10000-0000-7000-8000-000000000001",
    bytes: 0,
    lines: 0,
    records: 0,
    damage: [],
    anomalies: [{ kind: "empty" }],
  };
  const empty = beside(`rollout-2026-11-21T07-00-00-${nothing.thread_id ?? ""}.jsonl`);
  const binary = Buffer.from(Uint8Array.from({ length: 600 }, (_, index) => (index * 97 + 128) % 256));
  return {
    class: 37,
    trait: "junk-among-sessions",
    done: "an empty session file, a binary one, and files that are none stand beside a healthy session",
    reader: "reads the healthy one, and takes none of the others for one with nothing in it",
    from: [file.specimen],
    files: [
      assemble(file, healthyParts(file.lines)),
      { path: empty, bytes: Buffer.alloc(0), expected: { path: empty, ...nothing } },
    ],
    others: [
      {
        path: beside("rollout-2026-11-21T07-00-00-01a10000-0000-7000-8000-000000000002.jsonl"),
        bytes: binary,
        taken_for: "a file of no rollout",
      },
      { path: beside("rollout-2026-11-21T07-00-00.tmp"), bytes: Buffer.from("half"), taken_for: "no session file" },
      { path: "home/sessions/.lock", bytes: Buffer.alloc(0), taken_for: "no session file" },
      { path: beside("notes.md"), bytes: Buffer.from("# Notes\n"), taken_for: "no session file" },
    ],
  };
}
