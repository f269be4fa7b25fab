import { expect, test } from "vitest";
import { CUT_HEAD, CUT_TAIL, CutText, type Json } from "../bytes/json.ts";
import { readToolOutput, type ToolOutput } from "./output.ts";

const cases: readonly (readonly [string, Json, Partial<ToolOutput>])[] = [
  [
    "0.36 JSON",
    '{"output":"hi\\nerr\\n","metadata":{"exit_code":3,"duration_seconds":0.4}}',
    { verdict: "exited", exit_code: 3, wall_ms: 400, body: "hi\nerr\n" },
  ],
  [
    "0.36 timeout",
    '{"output":"command timed out after 8005 milliseconds\\nx","metadata":{"exit_code":124,"duration_seconds":8.0}}',
    { verdict: "timed_out", exit_code: 124 },
  ],
  [
    "a command that itself exits 124",
    '{"output":"no","metadata":{"exit_code":124,"duration_seconds":0.0}}',
    { verdict: "exited", exit_code: 124 },
  ],
  [
    "0.28 timeout in words",
    "failed in sandbox None with execution error: command timed out",
    { verdict: "timed_out", exit_code: null },
  ],
  [
    "0.36 sandbox denial",
    "failed in sandbox LinuxSeccomp with execution error: sandbox denied exec error, exit code: 1, stdout: , stderr: no",
    { verdict: "rejected", exit_code: 1 },
  ],
  [
    "0.87 header",
    "Exit code: 3\nWall time: 0.1 seconds\nTotal output lines: 9\nOutput:\nboom",
    { verdict: "exited", exit_code: 3, wall_ms: 100, truncated: true, body: "boom" },
  ],
  [
    "0.65 timeout without words, which 124 alone does not tell",
    "Exit code: 124\nWall time: 1.5 seconds\nOutput:\nbefore\n",
    { verdict: "exited", exit_code: 124 },
  ],
  [
    "0.98 header",
    "Chunk ID: eeacf0\nWall time: 0.0513 seconds\nProcess exited with code 0\nOriginal token count: 2\nOutput:\nhi",
    { verdict: "exited", exit_code: 0, wall_ms: 51 },
  ],
  [
    "0.118 command line of two lines",
    "Command: /bin/bash -lc 'a\nb'\nChunk ID: 9b0631\nWall time: 0.0000 seconds\nProcess exited with code 7\nOutput:\n",
    { verdict: "exited", exit_code: 7 },
  ],
  [
    "goes on",
    "Chunk ID: 82c916\nWall time: 1.0013 seconds\nProcess running with session ID 30723\nOriginal token count: 2\nOutput:\nbefore\n",
    { verdict: "running", process: 30723 },
  ],
  [
    "0.36 goes on",
    "Wall time: 0.301 seconds\nProcess running with session ID 0\nOutput:\n",
    { verdict: "running", process: 0 },
  ],
  [
    "negative exit code",
    "Wall time: 1 seconds\nProcess exited with code -1\nOutput:\n",
    { verdict: "exited", exit_code: -1 },
  ],
  [
    "the header's words inside the output",
    "Exit code: 0\nWall time: 0 seconds\nOutput:\nExit code: 9\nOutput:\n",
    { verdict: "exited", exit_code: 0 },
  ],
  [
    "0.142 patch through exec_command",
    "Wall time: 0.0000 seconds\nOutput:\nExit code: 0\nWall time: 0 seconds\nOutput:\nSuccess. Updated the following files:\nA new.txt\n",
    { verdict: "patched", exit_code: 0 },
  ],
  [
    "0.118 patch through exec_command",
    'Wall time: 0.0000 seconds\nOutput:\n{"output":"Success. Updated the following files:\\nA new.txt\\n","metadata":{"exit_code":0,"duration_seconds":0.0}}',
    { verdict: "patched", exit_code: 0 },
  ],
  ["0.8 patch", "Success. Updated the following files:\nA /w/new.txt\n", { verdict: "patched", exit_code: null }],
  [
    "patch that does not verify",
    "apply_patch verification failed: Failed to find expected lines in /w/a.txt:\nx",
    { verdict: "patch_failed" },
  ],
  [
    "0.34 patch that does not verify",
    "error: Failed to find expected lines in /w/a.txt:\nx",
    { verdict: "patch_failed" },
  ],
  ["unknown tool", "unsupported call: no_such_tool", { verdict: "unsupported" }],
  ["0.104 interrupt", "aborted by user after 3.9s", { verdict: "aborted", wall_ms: 3900 }],
  ["0.169 interrupt", "Wall time: 3.7 seconds\naborted by user", { verdict: "aborted", wall_ms: 3700 }],
  ["the user said no", "exec_command failed for `rm -rf /`: rejected by user", { verdict: "declined" }],
  ["policy said no", "rm -f style commands are not permitted", { verdict: "declined" }],
  [
    "bad arguments",
    "failed to parse function arguments: key must be a string at line 1 column 2",
    { verdict: "rejected" },
  ],
  [
    "code mode",
    [
      { type: "input_text", text: "Script completed\nWall time 1.2 seconds\nOutput:\n" },
      { type: "input_text", text: "{}" },
    ],
    { verdict: "cell_completed", wall_ms: 1200 },
  ],
  [
    "code mode goes on",
    "Script running with cell ID 5\nWall time 0.9 seconds\nOutput:\n",
    { verdict: "cell_running", cell: "5" },
  ],
  [
    "0.156 MCP in two items",
    [
      { type: "input_text", text: "Wall time: 0.0031 seconds\nOutput:" },
      { type: "input_text", text: "echo" },
    ],
    { verdict: "said", wall_ms: 3, body: "echo" },
  ],
  ["an image", [{ type: "input_image", image_url: "data:" }], { verdict: "said" }],
  ["nothing", null, { verdict: "none" }],
  ["an object with content", { content: "Plan updated", success: true }, { verdict: "said", body: "Plan updated" }],
  [
    "middle of a long line cut out",
    `Exit code: 0\nWall time: 0 seconds\nOutput:\n${"x".repeat(6000)}…99 chars truncated…${"x".repeat(6000)}`,
    { verdict: "exited", truncated: true },
  ],
];

test.each(cases)("%s", (_, output, expected) => {
  expect(readToolOutput(output)).toMatchObject(expected);
});

test("a cut output says what the whole one says", () => {
  for (const [, output] of cases) {
    if (typeof output !== "string") continue;
    const long = output.replace(/hi|boom|before|xxx/, (word) => word + "y".repeat(2 * CUT_HEAD));
    const half = long.length >> 1;
    const cut = new CutText(
      long.slice(0, CUT_HEAD),
      long.slice(half - CUT_TAIL, half + CUT_TAIL),
      long.slice(-CUT_TAIL),
      long.length,
    );
    const whole = readToolOutput(long);
    expect({ ...readToolOutput(cut), body: "" }).toEqual({ ...whole, body: "" });
  }
});

test("a header may be all there is to a line", () => {
  expect(readToolOutput("Exit code: 0").verdict).toBe("said");
});
