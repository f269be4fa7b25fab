// What Codex is given beside what it was asked for, and how its command line is written down.

import { expect, test } from "vitest";
import { Secrets } from "../secrets/index.ts";
import { environmentFor, hideArguments } from "./given.ts";

const TERMINAL = { kind: "terminal", events: false } as const;
const EXEC = { kind: "exec", events: true } as const;

test("what the user has set himself stays", () => {
  const env = { CODEX_ROLLOUT_TRACE_ROOT: "/mine", CODEX_TUI_RECORD_SESSION: "0", RUST_LOG: "off" };
  expect(environmentFor({ env, debugLogLevel: "debug" }, TERMINAL, "/staging")).toEqual({});
});

test("a level of the log is given to the terminal interface alone, and only if one was asked for", () => {
  const given = (debugLogLevel: "debug" | null, command: typeof TERMINAL | typeof EXEC): readonly string[] =>
    Object.keys(environmentFor({ env: {}, debugLogLevel }, command, "/staging"));
  expect(given("debug", TERMINAL)).toContain("RUST_LOG");
  expect(given(null, TERMINAL)).not.toContain("RUST_LOG");
  expect(given("debug", EXEC)).toEqual(["CODEX_ROLLOUT_TRACE_ROOT"]);
});

test("without a place nothing is given", () => {
  expect(environmentFor({ env: {}, debugLogLevel: "debug" }, TERMINAL, null)).toEqual({});
});

test("secrets of a command line are hidden, by their values and by what they are given to", () => {
  const secrets = new Secrets();
  secrets.add("known-secret-1");
  const words = ["codex", "-c", 'a.api_key="x1"', "-c", "model=gpt", "--api-key", "abc", "say known-secret-1 aloud"];
  expect(hideArguments(words, secrets)).toEqual([
    "codex",
    "-c",
    "a.api_key=<hidden>",
    "-c",
    "model=gpt",
    "--api-key",
    "<hidden>",
    "say <hidden> aloud",
  ]);
  const table = 'model_providers.x.http_headers={Authorization="Bearer abc", b="c"}';
  expect(hideArguments([table], secrets)).toEqual(['model_providers.x.http_headers={Authorization="<hidden>", b="c"}']);
});

test.each([
  ["--config=mcp_servers.x.env.A_TOKEN=abc", "--config=mcp_servers.x.env.A_TOKEN=<hidden>"],
  ["-cmcp_servers.x.bearer_token=abc", "-cmcp_servers.x.bearer_token=<hidden>"],
  ['mcp_servers."my.server".env.A_TOKEN=abc', 'mcp_servers."my.server".env.A_TOKEN=<hidden>'],
  ["mcp_servers.x.http_headers.Authorization=Bearer abc", "mcp_servers.x.http_headers.Authorization=<hidden>"],
  ["mcp_servers.x.env={A_TOKEN='abc', B='c'}", "mcp_servers.x.env={A_TOKEN='<hidden>', B='c'}"],
  ['x.base_url="http://me:short@host:1/v1"', 'x.base_url="http://me:<hidden>@host:1/v1"'],
  ["say token by token", "say token by token"],
])("of %s what is secret is hidden", (word, hidden) => {
  expect(hideArguments([word], new Secrets())).toEqual([hidden]);
});
