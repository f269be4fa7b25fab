// What an exit code says, and the failure that ends a command with one sentence.

/** The exit codes, documented in `rollbook --help` and the README. They are a promise: meanings never change. */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  input: 3,
  output: 4,
  nodeTooOld: 69,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.ok, "all was read and written; a reader that closed the pipe early is no error"],
  [
    EXIT.findings,
    "check: something deserves a look; diff --patch, replay: something is unknown or unequal; follow: its turn failed",
  ],
  [EXIT.usage, "the command line is wrong, or asks for what is refused"],
  [EXIT.input, "something could not be read: missing, not allowed, or no Codex session at all"],
  [EXIT.output, "the output could not be written"],
  [EXIT.nodeTooOld, "this Node is too old"],
  [EXIT.internal, "a fault in rollbook itself"],
  [EXIT.interrupted, "interrupted (Ctrl-C; follow ends so with 0)"],
];

/** Ends the command. The message is one sentence for a person: which path, what is wrong, what to do. */
export class Failure extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "Failure";
    this.code = code;
  }
}

/** The system's error code (`ENOENT`, `EPIPE`, …), or null when the value is no system error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
