// Scenarios in which the model runs commands: that succeed, fail, wait for input, run long, say much.

import type { Scenario } from "../scenario.ts";

export const SHELL_SCENARIOS: readonly Scenario[] = [
  {
    name: "shell",
    script: {
      turns: [
        { items: [{ $sh: "echo hello; pwd" }] },
        { items: [{ $sh: "ls /no-such-directory; echo bad >&2; exit 3" }] },
        { items: [{ $sh: "cat a.txt" }] },
        { items: [{ $text: "One of three failed." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "run some commands" }],
  },
  {
    name: "shell_timeout",
    script: {
      turns: [
        { items: [{ $sh: "echo before; sleep 8; echo after", timeout_ms: 1500, yield_ms: 1000 }] },
        { items: [{ $poll: "" }] },
        { items: [{ $poll: "", yield_ms: 9000 }] },
        { items: [{ $text: "It took long." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "run something slow" }],
  },
  {
    name: "shell_stdin",
    script: {
      turns: [
        { items: [{ $sh: "read x; echo got:$x; exit 7", yield_ms: 500, tty: true }] },
        { items: [{ $poll: "abc\n" }] },
        { items: [{ $text: "It was answered." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "run something that asks" }],
  },
  {
    name: "shell_notfound",
    script: {
      turns: [
        { items: [{ $sh: "no-command-of-this-name --x" }] },
        { items: [{ $fn: "no_such_tool", args: { a: 1 }, code: false }] },
        { items: [{ $fn: "update_plan", args: "{not json" }] },
        { items: [{ $text: "Nothing of it worked." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "call what is not there" }],
  },
  {
    name: "parallel",
    script: {
      turns: [
        { items: [{ $think: "two at once" }, { $sh: "sleep 1; echo p1" }, { $sh: "echo p2; exit 1" }] },
        { items: [{ $text: "Both ended." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "run two at once" }],
  },
  {
    name: "longout",
    script: {
      turns: [
        { items: [{ $sh: "seq 1 30000" }] },
        { items: [{ $sh: 'head -c 400000 /dev/zero | tr "\\0" x' }] },
        { items: [{ $text: "That was much." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "say much" }],
  },
  {
    name: "sandboxed",
    since: "0.8.0",
    script: {
      turns: [
        { items: [{ $sh: "echo hi > inside.txt; cat inside.txt" }] },
        { items: [{ $sh: "touch /etc/rollbook-lab-must-not-exist" }] },
        { items: [{ $text: "Kept inside." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "stay inside", sandboxed: true, args: ["-s", "workspace-write"] }],
  },
];
