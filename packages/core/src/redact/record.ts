// Redacts the records of an action stream: free text only, never ids, times or words of the contract.

import { redactWords } from "./argv.ts";
import { deservesLook } from "./glance.ts";
import { redactText, type SecretFinder } from "./spans.ts";

/** What was hidden: how often, by which rule, in which field of which action. */
export interface HiddenSecret {
  /** Null for records that are no action: session and text records. */
  readonly action_id: string | null;
  /** `command`, `argv[2]`, `changes[0].path`, `git.repository_url`, … */
  readonly field: string;
  readonly rule: string;
  readonly count: number;
}

/** Where there is free text: in a text or a list of texts, in the names of counts, in objects with fields. */
type Below = "text" | "names" | Fields;
type Fields = readonly (readonly [key: string, below: Below])[];

const OF_ACTION: Fields = [
  ["tool_name", "text"],
  ["command", "text"],
  ["argv", "text"],
  ["cwd", "text"],
  ["changed_paths", "text"],
  [
    "changes",
    [
      ["path", "text"],
      ["moved_to", "text"],
    ],
  ],
  ["output", "text"],
  ["patch", "text"],
  [
    "approval",
    [
      ["asked_for", "text"],
      ["by", "text"],
      ["reason", "text"],
    ],
  ],
];

const BY_RECORD: Readonly<Record<string, Fields>> = {
  session: [
    ["cwd", "text"],
    [
      "git",
      [
        ["commit_hash", "text"],
        ["branch", "text"],
        ["repository_url", "text"],
      ],
    ],
    ["originator", "text"],
    ["source", "text"],
    ["cli_version", "text"],
    ["model_provider", "text"],
  ],
  action: OF_ACTION,
  amendment: [["changed", OF_ACTION]],
  text: [["text", "text"]],
  end: [
    ["cli_versions", "text"],
    ["models", "text"],
    ["unknown_types", "names"],
  ],
};

/**
 * False only for records in which `findSecrets` and Secretlint's recommended rules find nothing: the quick answer for
 * most records. Words of the user are not looked for.
 */
export function mayRecordHoldSecret(record: { readonly record: string }): boolean {
  return Object.hasOwn(BY_RECORD, record.record) && deserveLook(record, BY_RECORD[record.record] ?? []);
}

function deserveLook(value: unknown, below: Below): boolean {
  if (typeof value === "string") return deservesLook(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) {
    for (const entry of value) if (deserveLook(entry, below)) return true;
    return false;
  }
  if (below === "names") return Object.keys(value).some(deservesLook);
  if (below === "text") return false;
  const texts = value as Readonly<Record<string, unknown>>;
  for (const field of below) {
    const held = texts[field[0]];
    if (held !== null && held !== undefined && deserveLook(held, field[1])) return true;
  }
  return false;
}

interface Walk {
  readonly find: SecretFinder;
  readonly action_id: string | null;
  readonly report: HiddenSecret[];
}

/**
 * The record with every secret the finder finds replaced, and what was hidden where. A record without any comes back as
 * the same object. Of an `argv` each word is looked at by itself and as a part of the whole line.
 */
export function redactRecord<R extends { readonly record: string }>(
  record: R,
  find: SecretFinder,
): { readonly record: R; readonly report: readonly HiddenSecret[] } {
  const fields = Object.hasOwn(BY_RECORD, record.record) ? BY_RECORD[record.record] : undefined;
  if (fields === undefined) return { record, report: [] };
  const id = "action_id" in record && typeof record.action_id === "string" ? record.action_id : null;
  const report: HiddenSecret[] = [];
  const redacted = redactFields(record, fields, "", { find, action_id: id, report });
  return report.length === 0 ? { record, report } : { record: redacted as R, report };
}

function redactFields(value: unknown, fields: Fields, prefix: string, walk: Walk): unknown {
  if (Array.isArray(value)) {
    return value.map((entry, index) => redactFields(entry, fields, `${prefix.slice(0, -1)}[${index}].`, walk));
  }
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const [key, below] of fields) {
    if (!Object.hasOwn(copy, key)) continue;
    const field = `${prefix}${key}`;
    if (below === "text") copy[key] = redactValue(copy[key], field, walk);
    else if (below === "names") copy[key] = redactNames(copy[key], field, walk);
    else copy[key] = redactFields(copy[key], below, `${field}.`, walk);
  }
  return copy;
}

/** Counts by their names; those whose names are alike now are one. */
function redactNames(value: unknown, field: string, walk: Walk): unknown {
  if (typeof value !== "object" || value === null) return value;
  const counts = new Map<string, unknown>();
  for (const [name, count] of Object.entries(value)) {
    const hidden = hide(name, field, walk);
    const before = counts.get(hidden);
    counts.set(hidden, typeof before === "number" && typeof count === "number" ? before + count : count);
  }
  return Object.fromEntries(counts);
}

function redactValue(value: unknown, field: string, walk: Walk): unknown {
  if (typeof value === "string") return hide(value, field, walk);
  if (!Array.isArray(value)) return value;
  const words: readonly unknown[] = value;
  if (!field.endsWith("argv"))
    return words.map((word, index) => (typeof word === "string" ? hide(word, `${field}[${index}]`, walk) : word));
  const redacted = redactWords(words, walk.find);
  for (const [index, rules] of redacted.hidden.entries()) tell(rules, `${field}[${index}]`, walk);
  return redacted.words;
}

function hide(text: string, field: string, walk: Walk): string {
  const { text: redacted, hidden } = redactText(text, walk.find);
  tell(hidden, field, walk);
  return redacted;
}

function tell(rules: readonly string[], field: string, walk: Walk): void {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  for (const [rule, count] of counts) walk.report.push({ action_id: walk.action_id, field, rule, count });
}
