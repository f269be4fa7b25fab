// The JSON Schemas of what `rollbook diff`, `files` and `replay` print with --json, as data.

import { CHANGE_KINDS, DIFF_KINDS, FILE_CONDITIONS, REASON_KINDS, REPLAY_SCHEMA_VERSION } from "./contract.ts";

type Schema = { readonly [key: string]: unknown };

const count: Schema = { type: "integer", minimum: 0 };
const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const text: Schema = { type: "string" };
const textOrNull: Schema = { type: ["string", "null"] };
const flag: Schema = { type: "boolean" };
const listOf = (items: Schema): Schema => ({ type: "array", items });
const shape = (properties: Schema): Schema => ({ type: "object", properties, required: Object.keys(properties) });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const said = (schema: Schema, description: string): Schema => ({ ...schema, description });

const ITEM: Schema = {
  turn_index: said(count, "from 0; people are told it from 1"),
  turn_id: text,
  item_id: text,
};

const reason = shape({
  kind: said({ enum: REASON_KINDS }, "docs/replay.md explains each"),
  item: orNull(shape(ITEM)),
  count: said(count, "how many items are a reason of this kind; `item` and `text` are of the first"),
  text: said(text, "a command line, the name of a tool, or a sentence"),
});

const root = said(
  shape({ path: textOrNull, from: { enum: ["asked", "header", "turn", "changes", "nowhere"] } }),
  "the folder the session worked in, and where that is said",
);
const base = said(
  orNull(shape({ commit: text, repository: text })),
  "the commit files were looked up in; null without --repo",
);
const gaps = said(listOf(text), "what of the session is missing or could not be read, in sentences");
const mode = said(textOrNull, "as git writes it; null where it is not known, or there is no file");
const path = said(text, "absolute where the session's folder is known, else as recorded");
const name = said(text, "the path below the session's folder where it lies there");

const HEAD: Schema = { schema_version: { const: REPLAY_SCHEMA_VERSION }, thread_id: textOrNull, root, gaps };
const TURNS: Schema = { first_turn: said(count, "index from 0"), last_turn: count };

const change = shape({
  ...ITEM,
  seq: said(count, "its place among all changes that count"),
  path,
  kind: { enum: CHANGE_KINDS },
  moved_to: textOrNull,
  moved_from: textOrNull,
  lines_added: countOrNull,
  lines_removed: countOrNull,
  numbered: said(flag, "its diff has line numbers"),
  diff: textOrNull,
});

const diffFile = shape({
  path,
  name,
  old_path: said(textOrNull, "before; null for a file that was not there"),
  kind: { enum: DIFF_KINDS },
  old_mode: mode,
  mode,
  known: said(flag, "`diff` is all that happened to the file"),
  lines_added: countOrNull,
  lines_removed: countOrNull,
  diff: said(textOrNull, "from before its first change to after its last, as git writes it"),
  reasons: said(listOf(reason), "why it is not known"),
  changes: listOf(change),
});

const touched: Schema = {
  path,
  kinds: listOf({ enum: CHANGE_KINDS }),
  changes: count,
  turns: said(listOf(count), "indices from 0"),
  lines_added: countOrNull,
  lines_removed: countOrNull,
  moved_to: textOrNull,
  moved_from: textOrNull,
  uncertain: said(count, "changes that may have happened in part"),
};

const session = shape({
  id: textOrNull,
  name: textOrNull,
  time: textOrNull,
  cwd: textOrNull,
  path: said(text, "its newest file"),
  files: listOf(shape(touched)),
});

const replayedFile = shape({
  path,
  place: said(textOrNull, "where it is written, below the folder; null where it cannot be"),
  state: { enum: FILE_CONDITIONS },
  bytes: said(countOrNull, "size of a known file"),
  mode,
  known_lines: said(count, "lines that are known of an unknown file"),
  changes: count,
  written: flag,
  verified: said(
    {
      enum: ["equal", "different", "missing", "present", "not_a_file", "unreadable", "not_compared", null],
    },
    "null without --verify",
  ),
  reasons: said(listOf(reason), "why it is unknown"),
});

const SCHEMAS: Readonly<Record<string, readonly [title: string, schema: Schema]>> = {
  diff: [
    "What rollbook diff --json prints",
    shape({ ...HEAD, ...TURNS, base, trusted: flag, files: listOf(diffFile) }),
  ],
  files: [
    "What rollbook files --json prints: of one session, or with --touching of all that touched a file",
    {
      anyOf: [
        shape({ ...HEAD, ...TURNS, files: listOf(shape({ ...touched, name })) }),
        shape({ schema_version: { const: REPLAY_SCHEMA_VERSION }, touching: text, sessions: listOf(session) }),
      ],
    },
  ],
  replay: [
    "What rollbook replay --json prints",
    shape({
      ...HEAD,
      turn: orNull(shape({ index: said(count, "from 0"), id: text })),
      base,
      trusted: flag,
      output: textOrNull,
      verify: textOrNull,
      summary: shape({ known: count, deleted: count, unknown: count, written: count, equal: count, not_equal: count }),
      files: listOf(replayedFile),
    }),
  ],
};

/** Files under contracts/: path and text. */
export function replayContracts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([command, [title, schema]]) => {
      const whole = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        title,
        description: "Only grows: fields and values may be added, none is taken away or changes its meaning.",
        ...schema,
      };
      return [`contracts/${command}.schema.json`, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}
