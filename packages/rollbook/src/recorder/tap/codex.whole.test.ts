// The tap between the real Codex and the lab's model: what was recorded is what the model itself heard and said.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Schema } from "effect";
import { Exchange } from "rollbook-core/recording";
import { afterEach, expect, test } from "vitest";
import {
  defaultModel,
  fetchCodex,
  makeWorkplace,
  runCodex,
  startFront,
  startModel,
  writeConfig,
  type Model,
  type Script,
  type StepRun,
} from "../../../../../lab/index.ts";
import { planTap, turnTo, type Turned } from "../provider/index.ts";
import { Secrets } from "../secrets/index.ts";
import { openTap, type TapReport } from "./index.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const KEY = "sk-lab-no-real-key-0123456789";

interface Setting {
  readonly version?: string;
  readonly provider?: "mock" | "openai";
  readonly webSocket?: boolean;
  readonly script?: Script;
  readonly environment?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  /** What else the home holds, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Leave the provider's address out of the settings. */
  readonly atHome?: boolean;
  readonly top?: string;
  readonly kill?: Promise<unknown>;
  readonly model?: Model;
}

interface Outcome {
  readonly run: StepRun;
  readonly model: Model;
  readonly records: readonly Exchange[];
  readonly report: TapReport | null;
  /** Everything that was written, as it would stand in files. */
  readonly written: string;
}

const SCRIPT: Script = { turns: [{ items: [{ $sh: "echo hi" }] }, { items: [{ $text: "Done." }], times: 20 }] };

async function play(setting: Setting, tapped: boolean): Promise<Outcome> {
  const { version = "0.169.0", provider = "mock", webSocket = false, script = SCRIPT, files = {}, argv = [] } = setting;
  const codex = await fetchCodex(version);
  const place = makeWorkplace();
  ends.push(() => place.dispose());
  const model = setting.model ?? (await startModel({ script, webSocket }));
  if (setting.model === undefined) ends.push(() => model.close());
  writeConfig(place, { model: defaultModel(version), provider, baseUrl: model.baseUrl, top: setting.top });
  const config = join(place.home, "config.toml");
  if (setting.atHome === true)
    writeFileSync(config, readFileSync(config, "utf8").replace(`openai_base_url = "${model.baseUrl}"\n`, ""));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.home, name), text);
  const keys: Record<string, string> =
    provider === "openai" ? { OPENAI_API_KEY: KEY, CODEX_API_KEY: KEY } : { LAB_KEY: KEY };
  const invocation = {
    argv: ["exec", "--skip-git-repo-check", ...argv, "say hi"],
    environment: { ...place.env, ...keys, ...setting.environment },
    codexHome: place.home,
    version,
  };
  const stopping = setting.kill === undefined ? {} : { until: setting.kill, signal: "SIGKILL" as const };
  const start = ({ argv, environment }: Turned): Promise<StepRun> =>
    runCodex(codex, argv, { cwd: place.repo, environment, ...stopping });
  if (!tapped) return { run: await start(invocation), model, records: [], report: null, written: "" };

  const spool = mkdtempSync(join(tmpdir(), "rollbook-tap-"));
  ends.push(() => rmSync(spool, { recursive: true }));
  mkdirSync(join(spool, "blobs"));
  const records: Exchange[] = [];
  const blobs: string[] = [];
  const secrets = new Secrets();
  secrets.addEnvironment(invocation.environment);
  const scribe = {
    write: (_: unknown, record: Exchange) => void records.push(record),
    blob: (_: unknown, _sha256: string, path: string) => void blobs.push(readFileSync(path, "latin1")),
  };
  const tap = await openTap({ run_id: "run", spool, environment: invocation.environment, secrets, scribe });
  const plan = planTap(invocation);
  expect(plan.missing).toEqual([]);
  const turned = turnTo(tap, plan, invocation);
  const run = await start(turned);
  const report = await tap.close();
  const written = records.map((record) => JSON.stringify(record)).join("\n") + blobs.join("\n");
  for (const record of records) expect(Schema.is(Exchange)(record), JSON.stringify(record)).toBe(true);
  return { run, model, records, report, written };
}

const of = <T extends Exchange["type"]>(records: readonly Exchange[], type: T) =>
  records.filter((record): record is Extract<Exchange, { type: T }> => record.type === type);

/** What the model heard and said, as it noted it, against what was recorded. */
function expectSame({ model, records, written }: Outcome): void {
  const http = model.requests.filter(({ via, path }) => via === "http" && /\/responses$/.test(path));
  const asked = of(records, "request").filter(({ method, url }) => method === "POST" && /\/responses$/.test(url));
  expect(asked.map(({ body }) => body.text)).toEqual(http.map(({ heard }) => heard));
  const answers = asked.map(({ exchange_id }) =>
    of(records, "response").find((one) => one.exchange_id === exchange_id),
  );
  expect(answers.map((answer) => answer?.body.text)).toEqual(http.map(({ said }) => said[0]));
  const frames = of(records, "frame").filter(({ opcode }) => opcode === "text");
  const spoken = (side: "client" | "server") =>
    frames.flatMap(({ direction, body }) => (direction === side ? [body.text] : []));
  const sockets = model.requests.filter(({ via }) => via === "websocket");
  expect(spoken("client")).toEqual(sockets.map(({ heard }) => heard));
  expect(spoken("server")).toEqual(sockets.flatMap(({ said }) => said));
  expect(http.length + sockets.length).toBeGreaterThan(0);
  expect(written).not.toContain(KEY);
}

const NEW = "0.169.0";

test.each<readonly [string, "mock" | "openai", boolean]>([
  [NEW, "mock", false],
  [NEW, "openai", true],
  [NEW, "openai", false],
  ["0.144.6", "openai", true],
  ["0.118.0", "openai", true],
  ["0.118.0", "mock", false],
  ["0.87.0", "openai", false],
  ["0.36.0", "openai", false],
  ["0.29.0", "mock", false],
  ["0.8.0", "openai", false],
])("Codex %s with the provider %s (WebSocket: %s)", async (version, provider, webSocket) => {
  const old = ["0.87.0", "0.36.0", "0.8.0"].includes(version);
  const model = await startModel({ script: SCRIPT, webSocket });
  ends.push(() => model.close());
  const environment = old && provider === "openai" ? { OPENAI_BASE_URL: model.baseUrl } : {};
  const outcome = await play({ version, provider, webSocket, model, environment }, true);
  expect(outcome.run).toMatchObject({ code: 0 });
  expectSame(outcome);
  expect(outcome.model.requests.some(({ via }) => via === "websocket")).toBe(webSocket);
  expect(outcome.report).toMatchObject({ lost_bytes: 0, troubles: [] });
  const [first] = of(outcome.records, webSocket ? "frame" : "request");
  expect(first?.session_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(first?.thread_id).toBe(first?.session_id);
});

const text = { items: [{ $text: "Whole, after all." }], times: 20 };
const FAILURES: Readonly<Record<string, Script>> = {
  "500, then an answer": { turns: [{ status: 500 }, text] },
  "429 that is final": {
    turns: [
      {
        status: 429,
        times: 50,
        body: {
          error: { type: "usage_limit_reached", message: "no more", plan_type: "pro", resets_at: 1_900_000_000 },
        },
      },
    ],
  },
  "a cut stream, then an answer": {
    turns: [{ items: [{ $think: "x" }, { $text: "cut here" }], cutAfter: 6, cutHard: true, eventDelayMs: 20 }, text],
  },
  "a stream that ends too early": { turns: [{ items: [{ $text: "ends" }], cutAfter: 3 }, text] },
};

test.each(
  Object.entries(FAILURES).flatMap(([name, script]) => [[name, false, script] as const, [name, true, script] as const]),
)("%s (WebSocket: %s): Codex does what it does without the tap", async (_, webSocket, script) => {
  const setting = { script, webSocket, provider: "openai" } as const;
  const [bare, tapped] = [await play(setting, false), await play(setting, true)];
  expect([tapped.run.code, tapped.run.stdout]).toEqual([bare.run.code, bare.run.stdout]);
  const answers = ({ model }: Outcome) => model.requests.map(({ via, answer }) => `${via} ${answer}`);
  expect(answers(tapped)).toEqual(answers(bare));
  expectSame(tapped);
  const cut = of(tapped.records, "response").filter(({ end }) => end === "cut").length;
  const broken = of(tapped.records, "socket_closed").filter(({ open_exchange_id }) => open_exchange_id !== null).length;
  expect(cut + broken).toBe(
    tapped.model.requests.filter(({ answer }) => answer === "cut").length -
      (script === FAILURES["a stream that ends too early"] && !webSocket ? 1 : 0),
  );
});

/** Since some version after 0.144 a refused connection is another thing to Codex than a broken one: it waits for a network. */
test.each(["0.118.0", "0.87.0"])("when nobody answers, Codex %s says what it says without the tap", async (version) => {
  const model = await startModel({ script: SCRIPT });
  await model.close();
  const [bare, tapped] = [await play({ version, model }, false), await play({ version, model }, true)];
  const said = ({ run }: Outcome) =>
    [...run.stderr.matchAll(/^ERROR: .*/gim)].map(([line]) => line.replaceAll(/http:[^\s)]+/g, "URL"));
  expect(said(bare).length).toBeGreaterThan(0);
  expect([tapped.run.code, said(tapped)]).toEqual([bare.run.code, said(bare)]);
  expect(tapped.records.length).toBeGreaterThan(0);
  for (const response of of(tapped.records, "response"))
    expect(response).toMatchObject({ end: "failed", status: null });
});

test.each([false, true])("Codex is killed in the middle of an answer (WebSocket: %s)", async (webSocket) => {
  const model = await startModel({
    script: { turns: [{ items: [{ $text: "never to its end" }], hang: true }] },
    webSocket,
  });
  ends.push(() => model.close());
  const kill = (async () => {
    while (!model.requests.some(({ answer }) => answer === "hung")) await new Promise((done) => setTimeout(done, 20));
  })();
  const outcome = await play({ model, kill, provider: "openai", webSocket }, true);
  expect(outcome.run.signal).toBe("SIGKILL");
  expectSame(outcome);
  if (webSocket)
    expect(of(outcome.records, "socket_closed")).toMatchObject([
      { by: "client", open_exchange_id: expect.any(String) },
    ]);
  else expect(of(outcome.records, "response").at(-1)).toMatchObject({ end: "client_closed", status: 200 });
});

/** A login that no server gave: Codex does not look at its signature. */
function fakeLogin(): { readonly auth: string; readonly tokens: readonly string[] } {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { chatgpt_account_id: "acct-lab-0123456789", chatgpt_plan_type: "pro", chatgpt_user_id: "user-lab" };
  const far = 4_000_000_000;
  const jwt = [{ alg: "none" }, { exp: far, email: "lab@example.invalid", "https://api.openai.com/auth": claims }].map(
    part,
  );
  const token = `${jwt.join(".")}.${Buffer.from("signature").toString("base64url")}`;
  const tokens = {
    id_token: token,
    access_token: token,
    refresh_token: "refresh-lab-0123456789",
    account_id: claims.chatgpt_account_id,
  };
  const auth = { auth_mode: "chatgpt", OPENAI_API_KEY: null, tokens, last_refresh: new Date().toISOString() };
  return { auth: JSON.stringify(auth), tokens: [token, claims.chatgpt_account_id] };
}

test.each([
  ["an API key", false],
  ["a ChatGPT login", true],
])("with %s, over TLS and a proxy, the real endpoint hears what it hears without the tap", async (_, chatgpt) => {
  const login = fakeLogin();
  const outcomes: Outcome[] = [];
  for (const tapped of [false, true]) {
    const model = await startModel({ script: SCRIPT });
    ends.push(() => model.close());
    const front = await startFront(model.port, ["api.openai.com", "chatgpt.com"]);
    ends.push(() => front.close());
    const bundle = join(mkdtempSync(join(tmpdir(), "rollbook-ca-")), "ca.pem");
    ends.push(() => rmSync(join(bundle, ".."), { recursive: true }));
    writeFileSync(bundle, front.authority);
    const environment = {
      HTTPS_PROXY: front.proxy,
      CODEX_CA_CERTIFICATE: bundle,
      ...(chatgpt && { OPENAI_API_KEY: "", CODEX_API_KEY: "" }),
    };
    const files = chatgpt ? { "auth.json": login.auth } : {};
    // Asked by its own name, chatgpt.com is first asked where the workspace is, which the lab's model cannot tell.
    const atHome = tapped || !chatgpt;
    outcomes.push(await play({ provider: "openai", atHome, model, environment, files }, tapped));
  }
  const [bare, tapped] = outcomes;
  if (bare === undefined || tapped === undefined) throw new Error("it was played twice");
  expect([tapped.run.code, tapped.run.stdout]).toEqual([bare.run.code, bare.run.stdout]);
  expectSame(tapped);
  const heads = ({ model }: Outcome) =>
    model.requests
      .filter(({ path }) => path.endsWith("/responses"))
      .map(({ via, path, headers: { host, ...headers } }) => {
        const { authorization, "content-encoding": encoding } = headers;
        return { via, names: Object.keys(headers), encoding, authorization, ...(!chatgpt && { path, host }) };
      });
  expect(heads(tapped)).toEqual(heads(bare));
  const [first] = of(tapped.records, "request").filter(({ method }) => method === "POST");
  const base = chatgpt ? "https://chatgpt.com/backend-api/codex" : "https://api.openai.com/v1";
  expect(first?.url).toBe(`${base}/responses`);
  if (chatgpt) expect(first?.body.encoding).toBe("zstd");
  for (const secret of login.tokens) expect(tapped.written).not.toContain(secret);
});
