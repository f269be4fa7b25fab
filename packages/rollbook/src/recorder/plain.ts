// The part of the recorder that runs Codex without recording: nothing else is loaded for it.

export { readCommand } from "./run/command.ts";
export { runPlain } from "./run/plain.ts";
export { findProgram } from "./run/program.ts";
export { endLike } from "./run/signals.ts";
