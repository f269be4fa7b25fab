// Which settings turn a Codex to the tap, by version, provider and command line.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Route } from "../tap/index.ts";
import { targetOf } from "../tap/routes.ts";
import { planTap, turnTo, type Invocation } from "./index.ts";

const home = mkdtempSync(join(tmpdir(), "rollbook-provider-"));
afterAll(() => rmSync(home, { recursive: true }));

const CONFIG = `
model_provider = "corp"
[model_providers.corp]
name = "Corp"
base_url = "https://llm.corp.example/openai/v1/"
env_key = "CORP_ACCESS"
[model_providers.signed]
name = "Signed"
base_url = "https://signed.example"
aws = { region = "x" }
[profiles.cheap]
model_provider = "openai"
`;

function turned(argv: readonly string[], given: Partial<Invocation> & { readonly config?: string } = {}) {
  const { config = "", version = "0.169.0", environment = {} } = given;
  writeFileSync(join(home, "config.toml"), config);
  const invocation = { argv, environment, codexHome: home, version, cwd: given.cwd ?? home };
  const plan = planTap(invocation);
  const asked: unknown[] = [];
  const urlFor = (upstream: unknown): URL => new URL(`http://tap/${asked.push(upstream) - 1}`);
  return { plan, asked, ...turnTo({ urlFor }, plan, invocation) };
}

const chosen = (upstream: unknown, headers: Record<string, string>): string | undefined =>
  targetOf([{ mount: "/x/v1", upstream: upstream as Route["upstream"] }], { url: "/x/v1/responses", headers })?.href;

test("the built-in provider is turned by a setting, and its endpoint chosen by the login", () => {
  const { argv, asked, plan } = turned(["exec", "say hi"]);
  expect(argv).toEqual(["-c", 'openai_base_url="http://tap/0"', "exec", "say hi"]);
  expect(plan.missing).toEqual([]);
  expect(chosen(asked[0], { authorization: "Bearer sk-key" })).toBe("https://api.openai.com/v1/responses");
  const codex = "https://chatgpt.com/backend-api/codex/responses";
  expect(chosen(asked[0], { authorization: "Bearer x", "chatgpt-account-id": "a" })).toBe(codex);
  expect(chosen(asked[0], { authorization: "Bearer eyJhbGci.eyJzdWIi.c2ln" })).toBe(codex);
});

test("versions before 0.115 listen to a variable", () => {
  const { argv, environment, asked } = turned(["exec", "hi"], {
    version: "0.87.0",
    environment: { OPENAI_BASE_URL: "https://my.example/v1" },
  });
  expect(argv).toEqual(["exec", "hi"]);
  expect(environment["OPENAI_BASE_URL"]).toBe("http://tap/0");
  expect(String(asked[0])).toBe("https://my.example/v1");
});

test("a provider of the user's own keeps its name and is turned by its address", () => {
  const { argv, asked, plan } = turned([], { config: CONFIG, environment: { CORP_ACCESS: "corp-key-1" } });
  expect(argv).toContain('model_providers.corp.base_url="http://tap/1"');
  expect(String(asked[1])).toBe("https://llm.corp.example/openai/v1/");
  expect(plan.secrets).toEqual(["corp-key-1"]);
  expect(plan.missing).toEqual([]);
});

test("what the command line says counts more than the file, and ours comes after it", () => {
  const { argv, asked } = turned(["exec", "-c", "openai_base_url=https://a.example/v1", "hi", "--", "-c", "x=y"]);
  expect(argv.slice(0, 5)).toEqual([
    "exec",
    "-c",
    "openai_base_url=https://a.example/v1",
    "-c",
    'openai_base_url="http://tap/0"',
  ]);
  expect(argv.slice(5)).toEqual(["hi", "--", "-c", "x=y"]);
  expect(String(asked[0])).toBe("https://a.example/v1");
  const inline = turned(['--config=model_providers={x={name="X",base_url="http://x.example"}}', "-cmodel_provider=x"]);
  expect(inline.argv.slice(2)).toContain('model_providers.x.base_url="http://tap/1"');
  expect(String(inline.asked[1])).toBe("http://x.example/");
});

test.each([
  [["-c", 'model_provider="signed"'], "the provider signed signs its requests for their address"],
  [["-c", "model_provider=amazon-bedrock"], "requests to Amazon Bedrock are signed for their address"],
  [["--oss"], "it cannot be told which local provider will be asked"],
  [["--remote", "ws://h:1"], "the requests are made by the remote server, not by this Codex"],
])("%j cannot be turned, and it is said why", (argv, why) => {
  expect(turned(argv, { config: CONFIG }).plan.missing).toEqual([why]);
});

test("local providers listen to a variable", () => {
  const local = turned(["--oss", "--local-provider", "lmstudio"]);
  expect(local.environment["CODEX_OSS_BASE_URL"]).toBe("http://tap/1");
  expect(String(local.asked[1])).toBe("http://localhost:1234/v1");
  expect(String(turned(["--oss"], { environment: { CODEX_OSS_BASE_URL: "http://h:1/v1" } }).asked[1])).toBe(
    "http://h:1/v1",
  );
});

test.each([[["login", "status"]], [["sandbox", "linux", "bash", "-c", "a=b"]], [["--help-me", "completion"]]])(
  "%j asks no model and is left as it is",
  (argv) => {
    expect(turned(argv, { config: CONFIG })).toMatchObject({ argv, environment: {}, plan: { missing: [] } });
  },
);

test("a proxy for HTTP does not stand between Codex and the tap", () => {
  const of = (environment: Record<string, string>) => turned([], { environment }).environment;
  expect(of({ HTTP_PROXY: "http://p:1" })["NO_PROXY"]).toBe("127.0.0.1");
  expect(of({ ALL_PROXY: "http://p:1", no_proxy: "a.example" })["no_proxy"]).toBe("a.example,127.0.0.1");
  expect(of({ http_proxy: "http://p:1", NO_PROXY: "127.0.0.1,localhost" })["NO_PROXY"]).toBe("127.0.0.1,localhost");
  expect(of({ HTTPS_PROXY: "http://p:1" })).toEqual({ HTTPS_PROXY: "http://p:1" });
});

test("an endpoint that an older version may take from its project is left alone", () => {
  const project = mkdtempSync(join(tmpdir(), "rollbook-project-"));
  mkdirSync(join(project, ".codex"));
  mkdirSync(join(project, "below"));
  writeFileSync(join(project, ".codex", "config.toml"), 'openai_base_url = "https://project.example/v1"');
  const missing = [`the endpoint is set by the project's own settings in ${join(project, ".codex", "config.toml")}`];
  const below = { version: "0.118.0", cwd: join(project, "below") };
  expect(turned(["exec"], below)).toMatchObject({ argv: ["exec"], plan: { missing } });
  expect(turned(["-C", join(project, "below")], { version: "0.118.0", cwd: "/" }).plan.missing).toEqual(missing);
  expect(turned(["exec"], { ...below, version: "0.169.0" }).plan.missing).toEqual([]);
  rmSync(project, { recursive: true });
});

test("settings that are no TOML are Codex's to complain of", () => {
  expect(turned([], { config: "= broken" }).argv).toEqual(["-c", 'openai_base_url="http://tap/0"']);
});

test("profiles count, as tables and as files", () => {
  writeFileSync(join(home, "lab.config.toml"), 'openai_base_url = "https://lab.example/v1"');
  expect(String(turned(["-p", "lab"], { config: CONFIG }).asked[0])).toBe("https://lab.example/v1");
  const old = turned(["--profile=cheap"], { config: CONFIG, version: "0.87.0" });
  expect(old.environment["OPENAI_BASE_URL"]).toBe("http://tap/1");
});
