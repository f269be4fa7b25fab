import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { contextContracts } from "./contracts.ts";
import { contextOf } from "./records.tools.ts";

const schema = JSON.parse(contextContracts()["contracts/context.schema.json"] ?? "") as object;
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(closed(schema) as object);

/** The schema with nothing allowed that it does not name, but what an item says. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, each]) => [key, closed(each)] as const);
  return { ...Object.fromEntries(members), ...("properties" in value ? { additionalProperties: false } : {}) };
}

test("the schema describes every report, and all of it", () => {
  for (const { files } of listScenarios().filter((_, index) => index % 5 === 0)) {
    for (const file of files) {
      const report = contextOf([sessionBytes(file)]);
      validate(JSON.parse(JSON.stringify(report)));
      expect(validate.errors, file).toBeNull();
    }
  }
});
