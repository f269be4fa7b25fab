// `rollbook app-server`: serves the threads of codex homes on standard input and output.

import { statSync } from "node:fs";
import { defaultHome } from "../../home/index.ts";
import { serve } from "../../server/index.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { writeLines } from "../output/lines.ts";
import { version } from "../version.ts";

export const runAppServer: Run = async ({ values }, console) => {
  const homes = values.get("home") ?? [defaultHome(console.env)];
  for (const home of homes) {
    if (statSync(home, { throwIfNoEntry: false })?.isDirectory() === true) continue;
    throw new Failure(EXIT.input, `${home} is not a directory; name a codex home with --home`);
  }
  if (process.stdin.isTTY) console.note("rollbook: waiting for requests, one JSON object a line (Ctrl-D ends)");
  const { write, gone } = writeLines(1, "standard output");
  const note = (line: string): void => console.note(`rollbook: ${line}`);
  await serve({ input: process.stdin, write, gone }, { homes, version: version(), note });
  // A client that goes leaves its end of the pipe open, as may be.
  process.stdin.destroy();
  if (gone.reason instanceof Failure) throw gone.reason;
  return EXIT.ok;
};
