// Commands that show sessions in a browser.

import type { CommandSpec, OptionSpec } from "../command.ts";
import { homeTo, NO_REDACT } from "./choices.ts";

const HOME = homeTo("show this codex home");
const PORT: OptionSpec = { name: "port", value: "N", summary: "listen on this port (default: any that is free)" };

export const view: CommandSpec = {
  name: "view",
  summary: "show sessions in the browser",
  operand: "[session|file|directory]",
  operands: { min: 0, max: 1 },
  options: [
    HOME,
    PORT,
    { name: "no-open", summary: "print the link and open nothing" },
    { name: "redact", summary: "hide passwords, keys and tokens" },
  ],
  details: [
    "Serves the sessions of a codex home, or of a file or directory, to the browser of this machine, and prints the link",
    "that opens them. The link works once; the browser that opened it stays let in until Ctrl-C ends the command. Nothing",
    "is ever written into a codex home, and nobody else can read along: docs/view.md says why. Sessions are shown as they",
    "are, secrets included, unless --redact is given. The interface is described in contracts/openapi.json.",
  ],
  examples: ["rollbook view", "rollbook view last", "rollbook view rollout.jsonl --no-open"],
  load: async () => (await import("../view/run.ts")).runView,
};

export const serve: CommandSpec = {
  name: "serve",
  summary: "show sessions in the browsers of a network",
  operand: "[session|file|directory]",
  operands: { min: 0, max: 1 },
  options: [
    HOME,
    PORT,
    { name: "host", value: "ADDRESS", summary: "listen on this address (default: 127.0.0.1, this machine alone)" },
    { name: "name", value: "NAME", many: true, summary: "a name by which browsers reach it; may be given again" },
    {
      name: "password-file",
      value: "FILE",
      path: true,
      summary: "let in whoever knows the first line of FILE (or ROLLBOOK_PASSWORD)",
    },
    NO_REDACT,
  ],
  details: [
    "As view, for a machine that others use too: it opens no browser, its link works as often as one likes, and secrets are",
    "hidden. With --host of another address than this machine's own it needs a password of twelve characters or more. What",
    "is sent is not encrypted: put a proxy with TLS before it where the network is not yours. docs/view.md tells more.",
  ],
  examples: [
    "rollbook serve --port 4711",
    "ROLLBOOK_PASSWORD=… rollbook serve --host 0.0.0.0 --port 4711 --name sessions.example",
  ],
  load: async () => (await import("../view/serve.ts")).runServe,
};
