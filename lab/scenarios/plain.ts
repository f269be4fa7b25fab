// Scenarios in which the model mostly talks: plain answers, reasoning, pictures, odd characters.

import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../scenario.ts";

const detailed = ["model_reasoning_effort=high", "model_reasoning_summary=detailed", "show_raw_agent_reasoning=true"];

export const PLAIN_SCENARIOS: readonly Scenario[] = [
  {
    name: "plain",
    script: { turns: [{ items: [{ $text: "Good day." }] }] },
    steps: [{ kind: "prompt", prompt: "say good day" }],
  },
  {
    name: "reasoning",
    script: {
      turns: [
        {
          items: [
            { $think: "**Weighing**\n\nfirst thought" },
            { $text: "I look.", phase: "commentary" },
            { $sh: "true" },
          ],
        },
        { items: [{ $think: "**Deciding**\n\nsecond thought" }, { $text: "Settled.", phase: "final_answer" }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "think", args: detailed.flatMap((setting) => ["-c", setting]) }],
  },
  {
    name: "image",
    script: ({ place }) => ({
      turns: [
        { items: [{ $fn: "view_image", args: { path: join(place.directory, "picture.png") } }] },
        { items: [{ $text: "One pixel." }] },
      ],
    }),
    steps: [{ kind: "prompt", prompt: "look at this", image: true }],
  },
  {
    name: "unicode",
    script: {
      turns: [
        {
          items: [
            { $sh: String.raw`printf 'h\303\251 \360\237\230\200 \033[31mred\033[0m\n\377\376 no utf-8\na\0b\n'` },
          ],
        },
        { items: [{ $text: "Separators \u2028 \u2029 and \u{1F600}." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: 'odd \u{1F468}\u200D\u{1F467} \u2028 \t "quotes" \\ and more' }],
  },
  {
    name: "agentsmd",
    script: { turns: [{ items: [{ $text: "The rules are read." }] }] },
    steps: [{ kind: "prompt", prompt: "which rules?" }],
    prepare: ({ repo, home }) => {
      writeFileSync(join(repo, "AGENTS.md"), "# Rules\nBe kind.\n");
      writeFileSync(join(home, "AGENTS.md"), "A rule for every project.\n");
    },
  },
  {
    name: "review",
    script: ({ place }) => ({
      turns: [{ items: [{ $sh: "git diff" }] }, { items: [{ $text: findings(join(place.repo, "a.txt")) }] }],
    }),
    steps: [{ kind: "review", args: ["--uncommitted"] }],
    prepare: ({ repo }) => appendFileSync(join(repo, "a.txt"), "not committed\n"),
  },
];

function findings(path: string): string {
  const finding = {
    title: "[P1] A line too many",
    body: "The last line was not there.",
    confidence_score: 0.9,
    priority: 1,
    code_location: { absolute_file_path: path, line_range: { start: 4, end: 4 } },
  };
  return JSON.stringify({
    findings: [finding],
    overall_correctness: "patch is incorrect",
    overall_explanation: "One finding.",
    overall_confidence_score: 0.8,
  });
}
