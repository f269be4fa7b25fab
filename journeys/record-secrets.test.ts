// Secrets that pass through a recorded run, wherever they turn up again: none of them is in any file of the recording.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, startStage, type StartedStage } from "../lab/index.ts";
import { exec, Running } from "./recorder/running.ts";
import { manifestIn, recordings } from "./recorder/wrapped.ts";

const SECRETS = {
  bearer: "sk-lab-4f1d9c2be7",
  variable: "tok/with+signs=77\"and'more",
  cookie: "c00kie-8842-aa31",
  account: "acct-0f9e8d7c6b5a",
  header: "h3ader-value-119",
};

let stage: StartedStage;

beforeAll(async () => {
  const all = Object.values(SECRETS).join(" ");
  stage = await startStage({
    script: {
      turns: [{ items: [{ $sh: "echo $LAB_KEY $A_TOKEN" }, { $text: all }] }],
      default: { items: [{ $text: `${all} ${"and much more ".repeat(8000)} ${all}` }] },
    },
  });
});
afterAll(() => stage.close());

test("none of them is written", async () => {
  const { place, model } = stage;
  const headers = [
    `Cookie="session=${SECRETS.cookie}"`,
    `chatgpt-account-id="${SECRETS.account}"`,
    `x-api-key="${SECRETS.header}"`,
  ];
  const env = { ...place.env, LAB_KEY: SECRETS.bearer, A_TOKEN: SECRETS.variable };
  const [command = "", ...args] = exec(`look at ${Object.values(SECRETS).join(" and ")}`);
  const words = [command, "-c", `model_providers.mock.http_headers={${headers.join(", ")}}`, ...args];
  const run = new Running(await fetchCodex(NEWEST_CODEX), { ...place, env }, [], words);
  run.child.stdin?.end();
  expect(await run.ended).toEqual({ code: 0, signal: null });
  const seen = JSON.stringify(model.requests);
  for (const value of Object.values(SECRETS)) expect(seen).toContain(JSON.stringify(value).slice(1, -1));

  const [recording = ""] = recordings(place.home);
  const linked = new Set(manifestIn(recording).rollouts.map(({ name }) => name));
  const files = readdirSync(recording, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !linked.has(entry.name),
  );
  expect(files.length).toBeGreaterThan(8);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), "utf8");
    for (const [kind, value] of Object.entries(SECRETS)) {
      const forms = [value, JSON.stringify(value).slice(1, -1), JSON.stringify(JSON.stringify(value)).slice(3, -3)];
      for (const form of forms) expect(text.includes(form), `${kind} in ${name}`).toBe(false);
    }
  }
  expect(readFileSync(join(recording, "session_oai_raw.log"), "utf8")).toContain("<hidden>");
});
