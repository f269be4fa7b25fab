// What each scenario's commands and patches end as, version by version. Data only; scenarios.test.ts reads it.

import type { Status } from "./contract.ts";

/**
 * Which labels a row is for: one label (`0.169.0-codemode`), versions from and to (`0.20.0 … 0.21.0`, open at either
 * side), or all (`…`). A row that names the label goes before those that give versions.
 */
export type Labels = string;

/**
 * Why there is no action:
 * - `absent`: nothing on disk names it
 * - `open`: its call is on disk, and nothing that ends it
 * - `folded`: its call is part of another action
 * - `garbled`: it stands in arguments that are no JSON, and cannot be told from them
 */
export type NoAction = "absent" | "open" | "folded" | "garbled";

/**
 * In each file that has it on disk: exit code, end, and how often. Null where a kill or a full disk decided how often:
 * then once for each call on disk, but for those still open.
 */
export type CommandEnd = readonly [Labels, number | null, Status] | CommandTimes | readonly [Labels, NoAction];
export type CommandTimes = readonly [Labels, number | null, Status, number | null];

/** The last is what copies tell, where they hold less than the original. */
export type ToolEnd = readonly [Labels, Status] | ToolTimes | ToolCopies | readonly [Labels, NoAction];
export type ToolTimes = readonly [Labels, Status, number];
export type ToolCopies = readonly [Labels, Status, number, Status];

export interface PatchEnds {
  /** Lines that only this patch has; scripts spell it in one way or the other. */
  readonly signs: readonly string[];
  /** Ends of the paths named. */
  readonly paths: readonly string[];
  readonly ends: readonly ToolEnd[];
}

export type ByScenario<Row> = Readonly<Record<string, Readonly<Record<string, Row>>>>;

const ALWAYS_0: readonly CommandEnd[] = [["…", 0, "completed"]];

/** The arguments of three calls run together (0.58 with the chat API): one command, and no telling which. */
export const RUN_TOGETHER = "}{";

const LIVE: Readonly<Record<string, readonly CommandEnd[]>> = {
  "echo one; exit 2": [["…", 2, "failed"]],
  "touch approved.txt": ALWAYS_0,
  "sleep 2; echo steerme": ALWAYS_0,
  // The user's own, from the app-server; older ones had no such request.
  "echo user-shell; exit 4": [
    ["… 0.104.0", "absent"],
    ["0.118.0 …", 4, "failed"],
  ],
};

export const COMMANDS: ByScenario<readonly CommandEnd[]> = {
  shell: {
    "echo hello; pwd": ALWAYS_0,
    "ls /nonexistent-dir; echo oops >&2; exit 3": [
      ["…", 3, "failed"],
      ["0.144.6", "absent"],
    ],
    "ls /no-such-directory; echo bad >&2; exit 3": [
      ["…", "absent"],
      ["0.144.6", 3, "failed"],
    ],
    "cat a.txt": ALWAYS_0,
  },
  shell_timeout: {
    // Words alone until 0.34; unified exec lets it run on. 0.20 and 0.21 did not heed the timeout.
    "echo before; sleep 8; echo after": [
      ["… 0.8.0", null, "timed_out"],
      ["0.20.0 … 0.21.0", 0, "completed"],
      ["0.28.0 … 0.34.0", null, "timed_out"],
      ["0.36.0 … 0.93.0", 124, "timed_out"],
      ["0.98.0 …", 0, "completed"],
    ],
  },
  shell_stdin: { "read x; echo got:$x; exit 7": [["…", 7, "failed"]] },
  shell_notfound: { "definitely-not-a-command --x": [["…", 127, "failed"]] },
  parallel: {
    "sleep 1; echo p1": [
      ["…", 0, "completed"],
      ["0.58.0-chat", "garbled"],
    ],
    "echo p2; exit 1": [
      ["…", 1, "failed"],
      ["0.58.0-chat", "garbled"],
    ],
    [RUN_TOGETHER]: [
      ["…", "absent"],
      ["0.58.0-chat", null, "failed"],
    ],
  },
  longout: { "seq 1 30000": ALWAYS_0, 'head -c 400000 /dev/zero | tr "\\0" x': ALWAYS_0 },
  sandboxed: {
    "echo hi > inside.txt; cat inside.txt": ALWAYS_0,
    // What a sandbox refuses leaves no item; nested in a script it leaves nothing.
    "touch /etc/lab-should-fail": [
      ["…", 1, "failed"],
      ["0.169.0-codemode", "absent"],
    ],
  },
  unicode: {
    "printf 'h\\303\\251llo \\360\\237\\230\\200 \\033[31mred\\033[0m\\n'; printf '\\377\\376bad utf8\\n'; printf 'a\\0b\\n'":
      ALWAYS_0,
  },
  reasoning: { true: ALWAYS_0 },
  patch: {
    "git status --short": [
      ["…", 0, "completed"],
      ["0.8.0", "absent"],
    ],
  },
  // The two oldest lost the end of some sessions.
  resume: {
    "echo second": [
      ["… 0.8.0", "absent"],
      ["0.20.0 …", 0, "completed"],
    ],
  },
  fork: { "echo base": ALWAYS_0 },
  compact: {
    "echo step1": [
      ["…", 0, "completed"],
      ["0.8.0", "absent"],
    ],
  },
  // Older reviews are no session of their own and leave no calls.
  review: {
    "git diff": [
      ["… 0.58.0", "absent"],
      ["0.65.0 …", 0, "completed"],
    ],
  },
  subagents: {
    "echo from-child": [
      ["… 0.80.0", "absent"],
      ["0.87.0 … 0.128.0", 0, "completed"],
      ["0.133.0 … 0.156.1", "absent"],
      ["0.160.1 … 0.165.0", 0, "completed"],
      ["0.166.0", "absent"],
      ["0.169.0 …", 0, "completed"],
    ],
  },
  hooks: { "echo hooked": ALWAYS_0 },
  // Until 0.58 a call was written with its output, so a killed one is nowhere.
  kill9: {
    "echo started; sleep 60": [
      ["… 0.58.0", "absent"],
      ["0.87.0 …", null, "interrupted"],
      ["0.169.0-codemode", "absent"],
    ],
  },
  // -1: the process was ended with Codex; 137: by a signal that was seen.
  sigint: {
    "echo started; sleep 60": [
      ["… 0.65.0", "absent"],
      ["0.80.0 … 0.87.0", null, "interrupted"],
      ["0.93.0 … 0.98.0", "open"],
      ["0.104.0 … 0.147.0", null, "interrupted"],
      ["0.148.0 … 0.150.1", -1, "failed"],
      ["0.156.1", 137, "failed"],
      ["0.160.1 … 0.166.0", -1, "failed"],
      ["0.169.0", null, "interrupted"],
      ["0.169.0-codemode", 137, "failed"],
    ],
  },
  kill_torture: { "head -c 900000 /dev/urandom | base64": [["…", 0, "completed", null]] },
  enospc: {
    "seq 1 3000": ALWAYS_0,
    "seq 1 6000": [
      ["0.87.0 … 0.128.0", null, "interrupted", null],
      ["0.169.0", "absent"],
    ],
    "seq 1 9000": [["…", "absent"]],
  },
  compressed: { "echo second": ALWAYS_0, "seq 1 30000": ALWAYS_0, 'head -c 400000 /dev/zero | tr "\\0" x': ALWAYS_0 },
  appserver_live: {
    ...LIVE,
    "echo long; sleep 30": [
      ["0.87.0 … 0.142.5", null, "interrupted"],
      ["0.160.1 …", -1, "failed"],
      ["0.169.0-zst", 137, "failed"],
    ],
  },
  appserver_live_ext: { ...LIVE, "echo long; sleep 30": [["…", null, "interrupted"]] },
  appserver_live_legacy: { ...LIVE, "echo long; sleep 30": [["…", null, "interrupted"]] },
  appserver_plan: { "echo implemented": ALWAYS_0 },
  reverts: Object.fromEntries([..."abcdefghij"].map((letter) => [`echo ${letter}`, ALWAYS_0])),
  tui: {
    // The TypeScript CLI wrote one session as several growing files; the shortest ends at the call.
    "echo ts; exit 5": [
      ["… 0.1.2505291658", 5, "failed", null],
      ["0.36.0 …", "absent"],
    ],
    "echo tui; exit 5": [
      ["… 0.1.2505291658", "absent"],
      ["0.36.0 … 0.142.5", 5, "failed"],
      ["0.160.1 …", "absent"],
    ],
    "echo user-bang; exit 6": [
      ["… 0.36.0", "absent"],
      ["0.58.0 …", 6, "failed"],
    ],
  },
};

export const DONE: readonly ToolEnd[] = [["…", "completed"]];
const ADDS_AND_UPDATES: PatchEnds = { signs: ["*** Add File: new.txt"], paths: ["a.txt", "new.txt"], ends: DONE };
const ADDS_LIVE: PatchEnds = { signs: ["*** Add File: live.txt"], paths: ["live.txt"], ends: DONE };
const FAILS_TO_VERIFY: PatchEnds = {
  signs: ["-no such line here", "-there is no such line"],
  paths: ["a.txt"],
  ends: [
    ["…", "failed"],
    // Within a script it fails the script, and leaves nothing of its own.
    ["0.169.0-codemode", "absent"],
  ],
};

export const PATCHES: Readonly<Record<string, readonly PatchEnds[]>> = {
  patch: [
    ADDS_AND_UPDATES,
    { signs: ["*** Move to: moved/renamed.txt"], paths: ["del.txt", "old.txt", "moved/renamed.txt"], ends: DONE },
    FAILS_TO_VERIFY,
  ],
  patch_shell: [ADDS_AND_UPDATES, FAILS_TO_VERIFY],
  appserver_live: [ADDS_LIVE],
  appserver_live_ext: [ADDS_LIVE],
  appserver_live_legacy: [ADDS_LIVE],
  tui: [
    {
      signs: ["*** Add File: tui.txt"],
      paths: ["tui.txt"],
      ends: [
        ["… 0.1.2505291658", "absent"],
        ["0.36.0 …", "completed"],
      ],
    },
  ],
};
