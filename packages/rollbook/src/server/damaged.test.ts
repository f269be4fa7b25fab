// Damaged sessions, and records no Codex writes yet: every question has an answer, or a refusal that says why.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { failureOf } from "./failure.ts";
import { METHODS } from "./methods.ts";
import { createService, type Service } from "./service.ts";

const CASES = ["damaged", "from-the-future"].flatMap((room) =>
  readdirSync(join(SPECIMENS, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${room}/${entry.name}`),
);

const QUESTIONS: readonly (readonly [string, JsonObject])[] = [
  ["thread/read", { includeTurns: true, includeActions: { version: 1 } }],
  ["thread/turns/list", { itemsView: "full", limit: 2 }],
  ["thread/turns/list", {}],
  ["thread/items/list", { sortDirection: "desc" }],
  ["thread/timeline/list", { limit: 3 }],
  ["thread/actions/list", {}],
  ["thread/goal/get", {}],
];

const UNREADABLE = /^-32603 .*: (?:the compressed data breaks after \d+ bytes|it is a binary file)/;

async function ask(service: Service, method: string, params: JsonObject): Promise<JsonObject | string> {
  try {
    return (await METHODS.get(method)?.(params)(service)) as JsonObject;
  } catch (error) {
    const { code, message } = failureOf(error);
    return `${code} ${message}`;
  }
}

test.each(CASES)("%s", async (path) => {
  const service = createService([join(SPECIMENS, path)], "0.0.0", new AbortController().signal);
  const ids = new Set(service.homes.look().catalogue.threads.flatMap(({ id }) => id ?? []));
  const listed = await ask(service, "thread/list", { limit: 100, sourceKinds: ["cli", "exec", "vscode", "subAgent"] });
  expect(listed).toMatchObject({ nextCursor: null });
  for (const threadId of ids) {
    for (const [method, params] of QUESTIONS) {
      const answer = await ask(service, method, { ...params, threadId });
      // Whatever is left of it is told; what could not be read at all is said in a sentence.
      if (typeof answer === "string") expect(answer).toMatch(UNREADABLE);
      else expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }
  }
});
