// Whatever stands in a file's records, the projection throws nothing and gives records of the published shape.

import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { KNOWN_EVENTS, KNOWN_OUTER, KNOWN_RESPONSE_ITEMS, KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import { ACTION_V1 } from "./contracts.ts";
import { projectActions } from "./project.ts";

const validate = new Ajv2020({ allowUnionTypes: true }).compile(ACTION_V1);

const word = fc.constantFrom(
  ...[
    "call_1",
    "call_2",
    "exec-1",
    "5",
    "shell",
    "exec_command",
    "apply_patch",
    "exec",
    "write_stdin",
    "wait",
    "completed",
    "failed",
  ],
  ...[
    "01a1fcfa-350e-7a83-8a5c-b865c958e002",
    "01a1fcfb-350e-7a83-8a5c-b865c958e002",
    "user",
    "2026-11-21T07:20:18.497Z",
    "not a time",
  ],
  ...[
    '{"cmd":"ls"}',
    '{"session_id":5}',
    '{"command":["bash","-lc","true"]}',
    "*** Begin Patch\n*** Add File: a\n+x\n*** End Patch",
  ],
  ...[
    "Process running with session ID 5\nOutput:\n",
    "Script running with cell ID 5\nWall time 1 seconds\nOutput:\n",
    "aborted",
    "Exit code: 1\nOutput:\n",
  ],
);
const key = fc.constantFrom(
  ...[
    "id",
    "call_id",
    "turn_id",
    "thread_id",
    "session_id",
    "name",
    "namespace",
    "arguments",
    "input",
    "output",
    "status",
    "item",
  ],
  ...[
    "command",
    "cwd",
    "exit_code",
    "duration",
    "changes",
    "started_at_ms",
    "completed_at_ms",
    "content",
    "role",
    "text",
    "source",
  ],
  ...[
    "success",
    "result",
    "invocation",
    "error",
    "action",
    "kind",
    "agent_thread_id",
    "history_base",
    "git",
    "ordinal",
    "timestamp",
  ],
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    tie("object"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 8 }),
}));

const payload = fc
  .tuple(
    fc.constantFrom(...KNOWN_EVENTS, ...KNOWN_RESPONSE_ITEMS),
    fc.option(fc.constantFrom(...KNOWN_TURN_ITEMS), { nil: undefined }),
    json.object,
  )
  .map(([type, item, fields]) => ({
    type,
    ...(fields as object),
    ...(item === undefined ? {} : { item: { ...(fields as object), type: item } }),
  }));

const line = fc
  .tuple(fc.constantFrom(...KNOWN_OUTER), payload, fc.option(word), fc.boolean())
  .map(([type, body, timestamp, bare]) =>
    JSON.stringify(bare ? body : { timestamp: timestamp ?? "2026-11-21T07:20:18.497Z", type, payload: body }),
  );

test("any records of known types", () => {
  let actions = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const records = projectActions(
        new TextEncoder().encode(lines.join("\n")),
        { file: "f", withCopied: true, include: new Set(["output", "patch", "prompts", "reasoning"]) },
        "whole",
      );
      for (const record of records)
        if (!validate(record)) throw new Error(`${JSON.stringify(validate.errors?.[0])} in ${JSON.stringify(record)}`);
      const given = records.filter((record) => record.record === "action");
      actions += given.length;
      return (
        given.every((action, index) => action.seq === index) &&
        records[0]?.record === "session" &&
        records.at(-1)?.record === "end"
      );
    }),
    { numRuns: 400 },
  );
  expect(actions).toBeGreaterThan(50);
});
