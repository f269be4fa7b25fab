// The JSON Schemas take the records of their eras, and refuse broken ones.

import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { ERAS, type Era } from "../rollout/era.ts";
import { readRecords } from "../rollout/read.ts";
import { rolloutContracts } from "./contracts.ts";

const contracts = rolloutContracts();

/** For each era: records by type, one for each set of keys; documents whole. */
const samples = new Map<Era, Map<string, unknown>>(ERAS.map((era) => [era, new Map()]));

beforeAll(() => {
  for (const file of listScenarios().flatMap(({ files }) => files)) {
    const bytes = sessionBytes(file);
    if (file.endsWith(".json")) samples.get("document")?.set(file, JSON.parse(bytes.toString()));
    for (const reading of readRecords(bytes)) {
      if (reading.kind !== "record" || reading.era === null || reading.era === "document") continue;
      const { payload } = reading.value;
      const keys = Object.keys(typeof payload === "object" && payload !== null ? payload : reading.value);
      samples.get(reading.era)?.set(`${reading.outer}/${reading.inner} ${keys.join()}`, reading.value);
    }
  }
});

test("there is one for each era, the same on every run", () => {
  expect(Object.keys(contracts)).toEqual(ERAS.map((era) => `contracts/rollout/${era}.schema.json`));
  expect(rolloutContracts()).toEqual(contracts);
});

describe.each(ERAS)("%s", (era) => {
  const schema = JSON.parse(contracts[`contracts/rollout/${era}.schema.json`] ?? "null") as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);

  test("takes what Codex wrote", () => {
    const records = [...(samples.get(era)?.values() ?? [])];
    expect(records.length).toBeGreaterThan(3);
    for (const record of records) {
      if (!validate(record))
        expect.fail(`${JSON.stringify(record).slice(0, 300)}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    }
  });

  test("refuses a broken field", () => {
    const item = { type: "message", role: 5, content: [] };
    const broken = {
      document: { session: { id: "i", timestamp: "t" }, items: [item] },
      bare: item,
      envelope: { timestamp: "t", type: "response_item", payload: item },
      legacy: { timestamp: "t", type: "response_item", payload: item },
      paginated: { timestamp: "t", ordinal: 1, type: "response_item", payload: item },
    };
    expect(validate(broken[era])).toBe(false);
    expect(validate(JSON.parse(JSON.stringify(broken[era]).replace('"role":5', '"role":"user"')))).toBe(true);
  });
});
