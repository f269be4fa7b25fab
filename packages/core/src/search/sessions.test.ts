import { expect, test } from "vitest";
import type { SearchableSession } from "./contract.ts";
import { parseQuery } from "./parse.ts";
import { matchesSession } from "./sessions.ts";

const SESSION: SearchableSession = {
  session_id: "019a12ef-0000",
  models: ["gpt-5-codex", "o3"],
  cwd: "/home/me/app",
  project: "App",
  branch: "main",
  source: "exec",
};

test.each([
  ["model:GPT-5", true],
  ["model:codex", false],
  ["cwd:/home/me", true],
  ["cwd:/home/me/app/", true],
  ["cwd:/home/m", false],
  ["cwd:/", true],
  ["project:app branch:main source:exec session:019A", true],
  ["x -branch:main", false],
  ["(model:o1 OR model:o3) project:app", true],
  ["x", true],
])("%s: %s", (text, expected) => {
  const query = parseQuery(text, { now_ms: 0 });
  expect(query.type === "query" && matchesSession(query.sessions, SESSION)).toBe(expected);
});

test("a directory is made absolute by whoever knows where he is", () => {
  const query = parseQuery("cwd:app", { now_ms: 0, resolve: (path) => `/home/me/${path}` });
  expect(query.type === "query" && matchesSession(query.sessions, SESSION)).toBe(true);
});
