// Every record of every specimen keeps the published schema, and the laws a reader of the stream relies on.

import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { ACTION_V1 } from "./contracts.ts";
import { projectActions } from "./project.ts";

const validate = new Ajv2020({ allowUnionTypes: true }).compile(ACTION_V1);

test("each specimen gives one session, its actions with a dense seq, and one end, all in the schema", () => {
  const wrong: string[] = [];
  let files = 0;
  for (const path of listScenarios().flatMap((scenario) => scenario.files)) {
    files += 1;
    const records = projectActions(sessionBytes(path), {
      file: path,
      withCopied: true,
      include: new Set(["output", "patch", "prompts", "reasoning"]),
    });
    for (const record of records)
      if (!validate(record))
        wrong.push(`${path}: ${JSON.stringify(validate.errors?.[0])} ${JSON.stringify(record).slice(0, 300)}`);
    const actions = records.filter((record) => record.record === "action");
    const end = records.at(-1);
    if (records[0]?.record !== "session" || end?.record !== "end") wrong.push(`${path}: not framed`);
    else {
      if (end.actions !== actions.length) wrong.push(`${path}: counts ${end.actions}`);
      if (Object.keys(end.unknown_types).length > 0)
        wrong.push(`${path}: unknown ${JSON.stringify(end.unknown_types)}`);
      if (end.session_id === null) wrong.push(`${path}: no session id`);
    }
    if (actions.some((action, index) => action.seq !== index)) wrong.push(`${path}: seq`);
    const ids = new Set(actions.map((action) => action.action_id));
    if (ids.size !== actions.length) wrong.push(`${path}: ${actions.length - ids.size} repeated action ids`);
  }
  expect(files).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});
