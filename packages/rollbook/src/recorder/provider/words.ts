// A Codex command line as words: which command it is, which settings it overrides, and where further overrides go.

import { parse } from "smol-toml";

export type Table = Readonly<Record<string, unknown>>;

export interface CommandLine {
  /** The subcommand; null: the terminal interface, or a prompt for it. */
  readonly command: string | null;
  /** `-c key=value`, in the order they count. */
  readonly overrides: readonly { readonly path: readonly string[]; readonly value: unknown }[];
  readonly profile: string | null;
  /** `--oss`, and the provider that goes with it where one is named. */
  readonly oss: boolean;
  readonly localProvider: string | null;
  readonly remote: boolean;
  /** `-C`: where Codex is to work. */
  readonly directory: string | null;
  /** Before which word further overrides count more than all that are there. */
  readonly insertAt: number;
}

const VALUED = new Set(
  "-c --config -i --image -m --model -p --profile -s --sandbox -C --cd -a --ask-for-approval"
    .split(" ")
    .concat(
      "--add-dir --enable --disable --local-provider --remote --remote-auth-token-env --color".split(" "),
      "--output-schema -o --output-last-message --thread-source --listen".split(" "),
    ),
);

/** Reads the words after `codex`. What it does not know it passes over. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  const overrides: { path: readonly string[]; value: unknown }[] = [];
  const values = new Map<string, string>();
  let command: string | null = null;
  let positional = false;
  let insertAt = 0;
  for (let at = 0; at < words.length; at++) {
    const { flag, value, next } = wordAt(words, at);
    at = next;
    if (flag === null) {
      if (!positional) command = words[at] ?? null;
      positional = true;
      continue;
    }
    if (flag === "-c" || flag === "--config") {
      const override = overrideOf(value ?? "");
      if (override !== null) overrides.push(override);
      insertAt = at + 1;
    }
    values.set(flag, value ?? "");
  }
  return {
    command,
    overrides,
    profile: values.get("-p") ?? values.get("--profile") ?? null,
    oss: values.has("--oss"),
    localProvider: values.get("--local-provider") ?? null,
    remote: values.has("--remote"),
    directory: values.get("-C") ?? values.get("--cd") ?? null,
    insertAt,
  };
}

interface Word {
  /** Null for a word that is no option. */
  readonly flag: string | null;
  readonly value: string | null;
  /** The last word it takes. */
  readonly next: number;
}

function wordAt(words: readonly string[], at: number): Word {
  const word = words[at] ?? "";
  if (!word.startsWith("-") || word === "-") return { flag: null, value: null, next: at };
  if (word.startsWith("--")) {
    const equals = word.indexOf("=");
    if (equals >= 0) return { flag: word.slice(0, equals), value: word.slice(equals + 1), next: at };
    return VALUED.has(word)
      ? { flag: word, value: words[at + 1] ?? null, next: at + 1 }
      : { flag: word, value: null, next: at };
  }
  const flag = word.slice(0, 2);
  if (!VALUED.has(flag)) return { flag: word, value: null, next: at };
  if (word.length > 2) return { flag, value: word.slice(2).replace(/^=/, ""), next: at };
  return { flag, value: words[at + 1] ?? null, next: at + 1 };
}

/** As Codex reads it: dots part the key, the value is TOML or else a text. */
function overrideOf(word: string): { readonly path: readonly string[]; readonly value: unknown } | null {
  const equals = word.indexOf("=");
  if (equals < 1) return null;
  const text = word.slice(equals + 1).trim();
  return { path: word.slice(0, equals).trim().split("."), value: valueOf(text) };
}

function valueOf(text: string): unknown {
  try {
    return parse(`value = ${text}`)["value"];
  } catch {
    return text.replace(/^["']+|["']+$/g, "");
  }
}
