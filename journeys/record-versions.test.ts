// Versions of Codex behind rollbook record, over HTTP and WebSocket: answers fail, break off, are refused, Codex is ended.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  fetchCodex,
  isAtLeast,
  NEWEST_CODEX,
  startStage,
  type RequestNote,
  type Script,
  type StartedStage,
} from "../lab/index.ts";
import { exec, programUnder, Running, type Ended } from "./recorder/running.ts";
import { expectWire, sessionsIn } from "./recorder/same.ts";
import { manifestIn, recordings, steady, unvaried } from "./recorder/wrapped.ts";

const UNENDED = "never to its end";
// Else it is reckoned from sizes, which times in a request make differ.
const usage = { input_tokens: 100, output_tokens: 10, total_tokens: 110 };
const SCRIPT: Script = {
  turns: [
    { status: 500 },
    { items: [{ $sh: "echo hello" }], usage },
    { items: [{ $think: "x" }, { $text: "cut here" }], cutAfter: 6, cutHard: true, eventDelayMs: 20 },
    { items: [{ $text: "whole after all: Ünïcödé 🙂" }], usage },
    {
      status: 429,
      body: {
        error: { type: "usage_limit_reached", message: "no more", plan_type: "pro", resets_at: 1_900_000_000 },
      },
    },
  ],
  default: { items: [{ $text: UNENDED }], hang: true },
};

/** How each run is ended that does not end by itself, which it does when the model has stopped in its answer. */
const RUNS: readonly (NodeJS.Signals | null)[] = [null, null, "SIGINT", "SIGKILL"];

/** Others with `ROLLBOOK_CODEX=0.98.0 npx vitest run --project journeys journeys/record-versions.test.ts`. */
const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.144.6,0.118.0,0.87.0,0.36.0`).split(",");
const CASES = VERSIONS.flatMap((version) => [
  [version, "HTTP", false] as const,
  ...(isAtLeast(version, "0.118.0") ? [[version, "WebSocket", true] as const] : []),
]);

interface Played {
  readonly stage: StartedStage;
  readonly ends: readonly Ended[];
  readonly said: readonly string[];
  readonly requests: readonly RequestNote[];
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function play(version: string, webSocket: boolean, options: readonly string[] | null): Promise<Played> {
  const codex = await fetchCodex(version);
  const stage = await startStage({ script: SCRIPT, version, webSocket, provider: webSocket ? "openai" : "mock" });
  closing.push(() => stage.close());
  const { place, model } = stage;
  const env = { ...place.env, ...(webSocket ? { OPENAI_API_KEY: "no-real-key", CODEX_API_KEY: "no-real-key" } : {}) };
  const ends: Ended[] = [];
  const said: string[] = [];
  for (const [at, signal] of RUNS.entries()) {
    const run = new Running(codex, { ...place, env }, options, exec(promptOf(at)));
    closing.push(async () => run.stop());
    run.child.stdin?.end();
    if (signal !== null) {
      // Said, and written down.
      await run.until(() => run.stdout.includes(UNENDED) && sessionOf(at, place.home).includes(UNENDED));
      if (signal === "SIGINT") run.child.kill(signal);
      else process.kill(programUnder(run.child.pid ?? 0, codex), signal);
    }
    ends.push(await run.ended);
    said.push(unvaried(`${steady(run.stdout)}\n${run.stderr}`, place));
  }
  return { stage, ends, said, requests: model.requests };
}

const promptOf = (at: number): string => `this is prompt ${at}`;

/** Names do not tell the order of sessions that were begun within a second. */
function sessionOf(at: number, home: string): string {
  return sessionsIn(home).find((text) => text.includes(promptOf(at))) ?? "";
}

const played = new Map<string, Promise<readonly [Played, Played]>>();
// Codex waits most of its time: all at once they take as long as the slowest.
beforeAll(() => {
  for (const [version, transport, webSocket] of CASES) {
    const both = [play(version, webSocket, null), play(version, webSocket, [])] as const;
    played.set(`${version} ${transport}`, Promise.all(both));
  }
});

describe.skipIf(process.platform !== "linux").each(CASES)("Codex %s over %s", (version, transport, webSocket) => {
  let plain: Played;
  let run: Played;
  beforeAll(async () => {
    const both = await played.get(`${version} ${transport}`);
    if (both === undefined) throw new Error("it was not played");
    [plain, run] = both;
  });

  test("ends, says and writes what it does without", () => {
    expect(run.ends).toEqual(plain.ends);
    const answers = ({ requests }: Played) => requests.map(({ via, answer }) => `${via} ${answer}`);
    expect(answers(run)).toEqual(answers(plain));
    for (const [at, signal] of RUNS.entries()) {
      const same = signal === null ? whole : asFar;
      const [mine = "", its = ""] = [run, plain].map(({ stage }) => sessionOf(at, stage.place.home));
      same(run.said[at], plain.said[at]);
      same(mine, its);
      expect(mine).not.toBe("");
    }
    expect(sessionsIn(run.stage.place.home)).toHaveLength(RUNS.length);
  });

  test("has in its recordings what the model heard and said, byte for byte", () => {
    const places = recordings(run.stage.place.home);
    const ended = places.flatMap((place) => manifestIn(place).runs.map(({ exit_code, signal }) => [exit_code, signal]));
    expect(ended.map(String).toSorted()).toEqual(
      plain.ends.map(({ code, signal }) => String([code, signal])).toSorted(),
    );
    expectWire(run.requests, places);
    expect(run.requests.some(({ via }) => via === "websocket")).toBe(webSocket);
  });
});

function whole(mine = "", its = ""): void {
  expect(mine).toBe(its);
}

/** How far a Codex comes that is ended is not the same twice. */
function asFar(mine = "", its = ""): void {
  const lines = [mine, its].map((text) =>
    text.split("\n").filter((line) => line !== "" && !/ERROR codex_core/.test(line)),
  );
  const [short = [], long = []] = lines.toSorted((a, b) => a.length - b.length);
  expect(long.slice(0, short.length)).toEqual(short);
  expect(short.join("\n")).toContain(UNENDED);
}
