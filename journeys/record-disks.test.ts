// Versions of Codex recorded to where nothing, or little, can be written, and two at once: they do what they do without.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, startStage, type Codex, type Script, type StartedStage } from "../lab/index.ts";
import { exec, Running } from "./recorder/running.ts";
import { manifestIn, recordings, steady, unvaried } from "./recorder/wrapped.ts";

const LAST = "said to the end";
const SCRIPT: Script = {
  turns: [{ matchLast: "say much", times: 2, items: [{ $text: `${"much ".repeat(20_000)}${LAST}` }] }],
  default: { items: [{ $text: LAST }] },
};

/** Others with `ROLLBOOK_CODEX=0.98.0 npx vitest run --project journeys journeys/record-disks.test.ts`. */
const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.144.6,0.118.0,0.87.0,0.36.0`).split(",");

const CAN_MOUNT = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
if (!CAN_MOUNT) console.warn("NOT RUN: full and read-only disks; this machine does not let users mount one");
const READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"';

describe.each(VERSIONS)("Codex %s", (version) => {
  let codex: Codex;
  let stage: StartedStage;
  const running: Running[] = [];

  beforeAll(async () => {
    codex = await fetchCodex(version);
  });
  beforeEach(async () => {
    stage = await startStage({ script: SCRIPT, version });
  });
  afterEach(async () => {
    for (const run of running.splice(0)) run.stop();
    await stage.close();
  });

  function start(prompt: string, options: readonly string[] | null, before: readonly string[] = []): Running {
    const run = new Running(codex, stage.place, options, exec(prompt), before);
    run.child.stdin?.end();
    running.push(run);
    return run;
  }

  /** What a run printed, without what differs from one to the next. */
  function printed(text: string): string {
    return unvaried(text, stage.place).replaceAll(/"(\w*tokens)":\d+/g, '"$1":0');
  }

  /** The run ended and said what the other did, and one warning besides. */
  async function expectSame(run: Running, plain: Running, warning: RegExp): Promise<void> {
    expect(await run.ended).toEqual(await plain.ended);
    expect(steady(printed(run.stdout))).toBe(steady(printed(plain.stdout)));
    const lines = printed(run.stderr).match(/.*\n?/g) ?? [];
    // Its own trace, which it writes because it is recorded, is Codex's to log about.
    const told = lines.filter((line) => !/^rollbook: | ERROR codex_rollout_trace::/.test(line));
    expect(told.join("")).toBe(printed(plain.stderr));
    expect(lines.filter((line) => line.startsWith("rollbook: "))).toEqual([expect.stringMatching(warning)]);
  }

  test("goes on where no directory can be made", async () => {
    const plain = start("hello", null);
    await plain.ended;
    const run = start("hello", ["--dir", "/proc/no/such/place"]);
    await expectSame(run, plain, /^rollbook: not all of this run was recorded: .*\/proc\/no.*\n$/);
    expect(run.stdout).toContain(LAST);
    expect(recordings(stage.place.home)).toEqual([]);
  });

  test.skipIf(!CAN_MOUNT)("goes on when the disk is full", async () => {
    const disk = join(stage.place.directory, "disk");
    mkdirSync(disk);
    const mount = `mount -t tmpfs -o size=64k tmpfs '${disk}' && exec "$@"`;
    const plain = start("say much", null);
    await plain.ended;
    const run = start("say much", ["--dir", disk], ["unshare", "-rm", "sh", "-c", mount, "sh"]);
    await expectSame(run, plain, /no space is left|ENOSPC/);
    expect(run.stdout).toContain(LAST);
  });

  test.skipIf(!CAN_MOUNT).each(["the sessions of the home", "the directory that was asked for"])(
    "does what it does without where %s cannot be written to",
    async (where) => {
      const closed = where.includes("home")
        ? join(stage.place.home, "sessions")
        : join(stage.place.directory, "closed");
      mkdirSync(closed, { recursive: true });
      const before = ["unshare", "-rm", "sh", "-c", READ_ONLY, closed];
      const plain = start("hello", null, before);
      await plain.ended;
      const run = start("hello", where.includes("home") ? [] : ["--dir", closed], before);
      await expectSame(run, plain, /^rollbook: not all of this run was recorded: .*read-only.*\n$/);
      expect(readdirSync(closed)).toEqual([]);
    },
  );

  test("is recorded twice at once, each run apart", async () => {
    const prompts = ["one alone", "two alone"];
    for (const run of prompts.map((prompt) => start(prompt, []))) {
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.stderr).not.toContain("rollbook:");
    }
    const places = recordings(stage.place.home);
    expect(places).toHaveLength(2);
    const held = places.map((recording) => {
      const manifest = manifestIn(recording);
      expect(manifest.rollouts.map(({ name }) => name.includes(basename(recording)))).toEqual([true]);
      const rollout = readFileSync(join(recording, manifest.rollouts[0]?.name ?? ""), "utf8");
      const raw = readFileSync(join(recording, "session_oai_raw.log"), "utf8");
      expect(prompts.filter((prompt) => raw.includes(prompt))).toEqual(
        prompts.filter((prompt) => rollout.includes(prompt)),
      );
      return prompts.filter((prompt) => rollout.includes(prompt));
    });
    expect(held.map(String).toSorted()).toEqual(prompts);
  });
});
