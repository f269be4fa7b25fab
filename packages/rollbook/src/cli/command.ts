// What a command is: declared as data, so that parsing, help, completions and the contract read one table.

import type { Console } from "./console.ts";

export interface OptionSpec {
  /** Without the dashes. A name that starts with `no-` is a switch of its own. */
  readonly name: string;
  readonly short?: string;
  /** The word help shows for the value; without it the option is a switch. */
  readonly value?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  /** It may be given several times; with choices also as a list, separated by commas. */
  readonly many?: boolean;
  /** The value is a path (completions offer files). */
  readonly path?: boolean;
  readonly summary: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** As help shows it, such as `<file>`. */
  readonly operand: string;
  readonly operands: { readonly min: number; readonly max: number };
  /** Everything from the first operand on belongs to it: another program's command line. */
  readonly passes?: boolean;
  readonly options: readonly OptionSpec[];
  readonly details: readonly string[];
  readonly examples: readonly string[];
  /** Loads the command itself; nothing of it is loaded before. */
  readonly load: () => Promise<Run>;
}

/** A command line that was understood. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Values by option name, already held against `choices`; lists are split. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Runs the command and says how it ended; throws `Failure` for an end with a sentence. */
export type Run = (invocation: Invocation, console: Console) => Promise<number>;
