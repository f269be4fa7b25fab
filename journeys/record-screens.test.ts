// Versions of Codex in a terminal, recorded and not: the same stands on the screen, is written, asked and answered.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CODE_MODE_MODEL,
  defaultModel,
  fetchCodex,
  isAtLeast,
  NEWEST_CODEX,
  startStage,
  type StartedStage,
  type Wire,
} from "../lab/index.ts";
import { expectWire, sessionsIn } from "./recorder/same.ts";
import { HAS_TMUX, Screen } from "./recorder/screen.ts";
import { manifestIn, recordings, ROLLBOOK, toldIn, unvaried } from "./recorder/wrapped.ts";

/** Others with `ROLLBOOK_CODEX=0.98.0 npx vitest run --project journeys journeys/record-screens.test.ts`. */
const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.144.6,0.118.0,0.87.0,0.36.0`).split(",");
if (!HAS_TMUX) console.warn("NOT RUN: this machine has no tmux, so nobody sees what Codex draws");

// Else it is reckoned from sizes, which times in a request make differ.
const usage = { input_tokens: 100, output_tokens: 10, total_tokens: 110 };
const ask = (name: string): Wire => ({
  $sh: `echo ${name} > ${name}.txt`,
  with_escalated_permissions: true,
  sandbox_permissions: "require_escalated",
  justification: `to write ${name}`,
});
// The interface has a model make a title as well.
const own = { match: "beginning", notMatch: "Generate a concise", usage };
const SCRIPT = {
  turns: [
    { ...own, items: [ask("one")] },
    { ...own, items: [ask("two")] },
  ],
  default: { items: [{ $text: "It is done." }], usage },
};

interface Played {
  readonly stage: StartedStage;
  /** What stood on the screen, step by step. */
  readonly seen: readonly string[];
}

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function play(version: string, recorded: boolean): Promise<Played> {
  const codex = await fetchCodex(version);
  // The model of the newest that no dialog offers to change.
  const name = version === NEWEST_CODEX ? CODE_MODE_MODEL : defaultModel(version);
  const tables = ({ repo }: { readonly repo: string }): string => `[projects."${repo}"]\ntrust_level = "trusted"\n`;
  const stage = await startStage({ script: SCRIPT, version, name, tables });
  closing.push(() => stage.close());
  const { place } = stage;
  // A recorded run does without the server in the background, and says other words at its end.
  const alone = !recorded && version === NEWEST_CODEX ? ["--no-daemon"] : [];
  const words = [codex.program, ...alone, "-a", "on-request", "-s", "read-only"];
  const options = ["--persist-session", "--debug-log", logOf(version, place), "--debug-log-level", "debug", "--"];
  const before = recorded ? [process.execPath, ROLLBOOK, "record", ...options] : [];
  const screen = new Screen([...before, ...words], { cwd: place.repo, env: { ...place.env } });
  closing.push(() => screen.stop());
  const seen: string[] = [];
  const see = (): void => void seen.push(plain(unvaried(screen.text, place)));
  await screen.until(/shortcuts|send|\/model|% context|model:/);
  await screen.write("beginning");
  screen.press("Enter");
  await screen.until(/one\.txt[^]*(?:confirm|esc\)|provide feedback)/);
  see();
  screen.type("y");
  await screen.until(/two\.txt[^]*(?:confirm|esc\)|provide feedback)/);
  see();
  screen.press("Escape");
  await screen.until(/interrupted|differently|canceled/i);
  see();
  // Some want to be told twice, and say so; a second one must not reach one that is ending already.
  for (let tries = 0; tries < 4 && !ENDED.test(screen.text); tries++) {
    screen.press("C-c");
    await screen.until(/\[ended|again|to (?:quit|exit)/i).catch(() => undefined);
  }
  await screen.until(ENDED);
  see();
  return { stage, seen };
}

/** One in the directory of the recording, the other where it is wanted. */
function logOf(version: string, { directory }: { readonly directory: string }): string {
  return isAtLeast(version, "0.144.0") ? join(directory, "codex.log") : "logs/codex.log";
}

const ENDED = /\[ended \d+\]/;

/**
 * From what was typed on: above stand tips, and below in the field suggestions, which are others each time. Dots blink,
 * and what was declined has an output if it comes in time.
 */
function plain(text: string): string {
  return text
    .slice(Math.max(0, text.indexOf("beginning")))
    .replaceAll("◦", "•")
    .replaceAll("exec command rejected by user", "(no output)")
    .split("\n")
    .filter((line) => !/^ *[›▌](?! \d)/.test(line))
    .join("\n");
}

/** Where a turn is broken off, one of two says so first, and the context of the next request is written or not. */
function settled(session: string): string {
  const lines = session.split("\n");
  const first = lines.findIndex((line) => line.includes('"type":"turn_context"'));
  const late = /"type":"turn_context"|(?:rejected|aborted) by user/;
  return lines.filter((line, at) => at <= first || !late.test(line)).join("\n");
}

const played = new Map<string, Promise<readonly [Played, Played]>>();
// Codex waits most of its time: all at once they take as long as the slowest.
beforeAll(() => {
  if (!HAS_TMUX) return;
  for (const version of VERSIONS) played.set(version, Promise.all([play(version, false), play(version, true)]));
});

describe.skipIf(!HAS_TMUX).each(VERSIONS)("Codex %s", (version) => {
  test("draws, ends, writes and asks what it does without", async () => {
    const [without, recorded] = (await played.get(version)) ?? [];
    if (without === undefined || recorded === undefined) throw new Error("it was not played");
    expect(recorded.seen).toEqual(without.seen);
    expect(recorded.seen.at(-1)).toContain("[ended 0]");
    const { place, model } = recorded.stage;
    const written = ({ stage }: Played): readonly string[] => sessionsIn(stage.place.home).map(settled);
    expect(written(recorded)).toEqual(written(without));
    expect(["one", "two"].map((name) => existsSync(join(place.repo, `${name}.txt`)))).toEqual([true, false]);
    const places = recordings(place.home);
    expect(places).toHaveLength(1);
    expectWire(model.requests, places);
    const told = toldIn(places[0] ?? "").filter(({ type }) => type.startsWith("approval_"));
    expect(told.map(({ decision = null }) => decision)).toEqual([null, "accepted", null, "cancelled"]);
    const log = resolve(places[0] ?? "", logOf(version, place));
    // The newest keeps nothing of its log before it has run for ten seconds.
    if (version !== NEWEST_CODEX) expect(readFileSync(log, "utf8")).toMatch(/\b(?:DEBUG|INFO)\b/);
    expect(existsSync(join(places[0] ?? "", "session.log"))).toBe(false);
    expect(manifestIn(places[0] ?? "").runs).toMatchObject([{ exit_code: 0, signal: null }]);
  });
});
