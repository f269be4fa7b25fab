// Composition root of the command line: finds the command, runs it, and turns every end into an exit code.

import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import { openConsole } from "./console.ts";
import { EXIT, Failure } from "./exit.ts";
import { commandHelp, programHelp } from "./help.ts";
import { openStdout } from "./output/stdout.ts";
import { parseCommandLine } from "./parse.ts";
import { version } from "./version.ts";

/** Runs one command line. Sets the exit code of the process; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  const console = openConsole();
  try {
    const request = parseCommandLine(argv, COMMANDS, GLOBAL_OPTIONS);
    if (request.kind === "run") {
      const run = await request.command.load();
      process.exitCode = await run(request.invocation, console);
      return;
    }
    const text =
      request.kind === "version"
        ? `${version()}\n`
        : request.command === null
          ? programHelp(COMMANDS, GLOBAL_OPTIONS)
          : commandHelp(request.command, GLOBAL_OPTIONS);
    const output = openStdout();
    output.write(text);
    await output.finish();
    process.exitCode = EXIT.ok;
  } catch (error) {
    if (error instanceof Failure || isIndexError(error)) {
      console.note(`rollbook: ${error.message}`);
      process.exitCode = error instanceof Failure ? error.code : EXIT.output;
    } else {
      const told = (error instanceof Error ? error.stack : undefined) ?? String(error);
      for (const line of `rollbook: internal error, please report it: ${told}`.split("\n")) console.note(line);
      process.exitCode = EXIT.internal;
    }
  }
}

/** By its name: its class comes with SQLite, which most commands do without. */
function isIndexError(error: unknown): error is Error {
  return error instanceof Error && error.name === "IndexError";
}
