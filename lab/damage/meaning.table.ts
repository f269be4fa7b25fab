// What the action stream says of the classes of damage that are about meaning. Data only; meaning.test.ts reads it.

import type { EndRecord } from "rollbook-core";

/** What one file of a class says. */
export interface Said {
  readonly specimen: string;
  /** The sentence of its expected.json that this is held against. */
  readonly reader: string;
  /** Index among the files of expected.json. */
  readonly file: number;
  /** Lines left out, so that another layer has to tell it. */
  readonly without?: RegExp;
  /** The file as it was before this line (from 1). */
  readonly before?: number;
  /** Records looked at: their lines, as `tell` words them; all of them if it is not said. */
  readonly only?: RegExp;
  readonly tells: readonly string[];
  readonly end?: Partial<EndRecord>;
}

const OUTPUT_FORMS = "reads the exit code where one is written, and says none where there is none";
const FAILED = "never takes that status for success";
const COPIES = "tells copied records from the fork's own, by the parent's file or by the burst of equal timestamps";
const FIRST_HEADER = "takes the first header for the file's own";
const SEGMENT = "takes both for one thread, the base up to the ordinal where the segment begins";
const LATE = "gives it to the turn it names";
const NO_END = "says that the turn was interrupted, once the next one begins, and that the call has no output";
const GROWING = "takes them for one session and reads the longest";

const STARTED = "session started";
const LONG_COMMAND = /sleep 30/;

export const MEANINGS: readonly Said[] = [
  // Sessions of 0.87 have no marks of turns, so a fork that ran nothing tells its start alone.
  {
    specimen: "12-copied-history",
    reader: COPIES,
    file: 2,
    tells: [STARTED, "prompt: on the fork"],
    end: { copied_left_out: 9, actions: 1 },
  },
  // Whether its own prompt, written 2 ms after the copy, is told is left open here.
  {
    specimen: "12-copied-history",
    reader: COPIES,
    file: 3,
    only: /^session/,
    tells: [STARTED],
    end: { copied_left_out: 9, actions: 1 },
  },
  // A review that begins with a copy. Its own start stands before the first sign of where the copy ends: docs/actions.md.
  {
    specimen: "12-copied-history",
    reader: COPIES,
    file: 5,
    tells: [STARTED, "session review_exited"],
    end: { copied_left_out: 12, actions: 2 },
  },
  {
    specimen: "12-copied-history",
    reader: COPIES,
    file: 1,
    only: /^(?:shell_command|apply_patch)/,
    tells: [
      "shell_command echo one; exit 2: 2 failed, complete (call, output)",
      "shell_command touch approved.txt: 0 completed, complete (call, output)",
      "apply_patch: null completed, complete (call, output)",
      "shell_command echo long; sleep 30: null interrupted, complete (call, output)",
      "shell_command sleep 2; echo steerme: 0 completed, complete (call, output)",
    ],
    end: { copied_left_out: 0, actions: 12 },
  },
  // The parent's header stands on the second line.
  {
    specimen: "13-several-headers",
    reader: FIRST_HEADER,
    file: 2,
    tells: ["session forked", "session settings_changed", "turn started", "prompt: on the fork", "turn completed"],
    end: { copied_left_out: 41, session_id: "01a1fd0c-38cc-7b70-a72c-17ea9fa0c8af" },
  },
  {
    specimen: "13-several-headers",
    reader: FIRST_HEADER,
    file: 3,
    tells: [
      "session forked",
      "session settings_changed",
      "turn started",
      "prompt: on the early fork",
      "turn completed",
    ],
    end: { copied_left_out: 4, session_id: "01a1fd0c-3966-7282-ac19-0f6aea5864bf" },
  },
  // A segment names its thread and that it goes on from an earlier point; what it goes on from is in another file.
  {
    specimen: "14-segments",
    reader: SEGMENT,
    file: 2,
    only: /^session (?:started|forked|resumed|reverted)/,
    tells: ["session reverted"],
    end: { copied_left_out: 0, actions: 11, session_id: "01a1fd0b-4a4b-7843-b4d3-0dab2784b62c" },
  },
  // Its base is told whole, past the point where the segment begins: files are read each by itself.
  {
    specimen: "14-segments",
    reader: SEGMENT,
    file: 1,
    only: /^session (?:started|forked|resumed|reverted)/,
    tells: [STARTED],
    end: { actions: 40, session_id: "01a1fd0b-4a4b-7843-b4d3-0dab2784b62c" },
  },
  // That the beginning is missing is a finding of `check`; here the head names the thread the fork goes on from.
  {
    specimen: "16-base-missing",
    reader: "gives what the fork itself holds and says that its beginning is missing",
    file: 0,
    tells: [
      "session forked",
      "session settings_changed",
      "session settings_changed",
      "turn started",
      "prompt: forked",
      "turn completed",
    ],
    end: { complete: true, copied_left_out: 0 },
  },
  {
    specimen: "19-no-user-message-events",
    reader: "finds the prompt in the items",
    file: 0,
    only: /^prompt/,
    tells: ["prompt: say hi"],
  },
  {
    specimen: "20-no-command-items",
    reader: "takes commands from calls and their outputs",
    file: 0,
    only: /^exec_command/,
    tells: [
      "exec_command echo hello; pwd: 0 completed, complete (call, output)",
      "exec_command ls /nonexistent-dir; echo oops >&2; exit 3: 3 failed, complete (call, output)",
      "exec_command cat a.txt: 0 completed, complete (call, output)",
    ],
    end: { pending: 0, untold: {} },
  },
  {
    specimen: "27-turn-without-end",
    reader: NO_END,
    file: 0,
    only: /^exec_command|^turn/,
    tells: [
      "turn started",
      "exec_command echo started; sleep 60: null interrupted, output_missing (call)",
      "turn started",
      "turn completed",
    ],
    end: { pending: 0, untold: { exit_code: 1 } },
  },
  // Before the next turn nothing is said of the call: it and its turn are open.
  {
    specimen: "27-turn-without-end",
    reader: NO_END,
    file: 0,
    before: 13,
    only: /^exec_command|^turn/,
    tells: ["turn started"],
    end: { pending: 2, untold: {} },
  },
  {
    specimen: "28-late-command",
    reader: LATE,
    file: 1,
    only: LONG_COMMAND,
    tells: [
      "exec_command echo long; sleep 30: null interrupted, complete (call, output)",
      "amendment of exec_command echo long; sleep 30: -1 failed, late (item)",
    ],
    end: { amendments: 1, pending: 0, untold: {} },
  },
  // The item alone, after later turns have come and gone.
  {
    specimen: "28-late-command",
    reader: LATE,
    file: 1,
    without: /"call_id":"call_mock_0040203328fff0a8"/,
    only: LONG_COMMAND,
    tells: ["exec_command echo long; sleep 30: -1 failed, late (item)"],
    end: { amendments: 0, pending: 0 },
  },
  // With the items there, the outputs' forms do not matter; without them, each has to be read.
  {
    specimen: "32-output-forms",
    reader: OUTPUT_FORMS,
    file: 0,
    only: /^exec_command/,
    tells: [
      "exec_command echo hello; pwd: 0 completed, complete (call, item)",
      "exec_command ls /nonexistent-dir; echo oops >&2; exit 3: 3 failed, complete (call, item)",
      "exec_command cat a.txt: 0 completed, complete (call, item)",
    ],
  },
  {
    specimen: "32-output-forms",
    reader: OUTPUT_FORMS,
    file: 0,
    without: /"CommandExecution"/,
    only: /^exec_command/,
    tells: [
      "exec_command echo hello; pwd: 0 completed, complete (call, output)",
      "exec_command ls /nonexistent-dir; echo oops >&2; exit 3: 3 failed, complete (call, output)",
      "exec_command cat a.txt: null unknown, complete (call, output)",
    ],
    end: { untold: { exit_code: 1, status: 1 } },
  },
  {
    specimen: "33-completed-that-failed",
    reader: FAILED,
    file: 0,
    only: /^apply_patch/,
    tells: [
      "apply_patch: null completed, complete (call, item)",
      "apply_patch: null completed, complete (call, item)",
      "apply_patch: null failed, complete (call, output)",
    ],
  },
  // With the call alone on disk, its own status closes nothing.
  {
    specimen: "33-completed-that-failed",
    reader: FAILED,
    file: 0,
    without: /"custom_tool_call_output"|"FileChange"/,
    only: /^apply_patch/,
    tells: [],
    end: { pending: 3 },
  },
  // Each by itself, under the id it has: that they are one session is not told.
  {
    specimen: "36-growing-documents",
    reader: GROWING,
    file: 2,
    tells: [STARTED, "prompt: first prompt"],
    end: { session_id: "d34fddcb-bf6e-4ef1-a502-803d3b4e3942", pending: 1 },
  },
  {
    specimen: "36-growing-documents",
    reader: GROWING,
    file: 0,
    tells: [STARTED, "prompt: first prompt", "shell echo ts; exit 5: 5 failed, complete (call, output)"],
    end: { session_id: "54fad5b7-c0a3-4445-afe0-a68972c45bfa", pending: 0 },
  },
  {
    specimen: "36-growing-documents",
    reader: GROWING,
    file: 1,
    tells: [
      STARTED,
      "prompt: first prompt",
      "shell echo ts; exit 5: 5 failed, complete (call, output)",
      "prompt: third",
    ],
    end: { session_id: "792b021a-bf8e-4d68-996b-8d7633a4b456", pending: 0 },
  },
];
