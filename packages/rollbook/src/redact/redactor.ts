// Redacts records with our own rules, and with Secretlint's as soon as a text calls for them.

import {
  findSecrets,
  type HiddenSecret,
  mayHoldToken,
  mayRecordHoldSecret,
  mergeSpans,
  redactRecord,
  type SecretFinder,
  type SecretOptions,
  type SecretSpan,
} from "rollbook-core";
import { loadSecretlint } from "./secretlint.ts";

export interface Redacted<R> {
  readonly record: R;
  readonly report: readonly HiddenSecret[];
}

export interface Redactor {
  /** A promise only where Secretlint's rules must be loaded first, which happens once at most. */
  readonly redact: <R extends { readonly record: string }>(record: R) => Redacted<R> | Promise<Redacted<R>>;
  /** Loads the rules now, for one who knows that outputs and prompts will come. */
  readonly load: () => Promise<void>;
}

const NOTHING: readonly HiddenSecret[] = [];

/** Neither files nor the network are read, but for loading the rules. */
export function createRedactor(options: SecretOptions = {}): Redactor {
  const hasWords = (options.words?.length ?? 0) > 0;
  let loaded: SecretFinder | null = null;
  let loading: Promise<SecretFinder> | null = null;
  const load = async (): Promise<SecretFinder> => {
    loading ??= loadSecretlint();
    loaded = await loading;
    return loaded;
  };
  return {
    load: async () => {
      await load();
    },
    redact: (record) => {
      if (!hasWords && !mayRecordHoldSecret(record)) return { record, report: NOTHING };
      let wanted = false;
      const find: SecretFinder = (text) => {
        if (!mayHoldToken(text)) return findSecrets(text, options);
        if (loaded === null) wanted = true;
        return findWith(loaded, text, options);
      };
      const redacted = redactRecord(record, find);
      if (!wanted) return redacted;
      return load().then((rules) => redactRecord(record, (text) => findWith(rules, text, options)));
    },
  };
}

// Rules of theirs that report a whole URL, where ours reports the password in it.
const WHOLE_URLS: ReadonlySet<string> = new Set(["secretlint-basicauth", "secretlint-database-connection-string"]);

/** Ours and theirs. What theirs find widens ours, but a URL of which we hide the password keeps its host in sight. */
function findWith(rules: SecretFinder | null, text: string, options: SecretOptions): ReturnType<SecretFinder> {
  const ours = findSecrets(text, options);
  if (rules === null) return ours;
  const passwords = ours.filter((span) => span.rule === "url-password");
  const theirs = rules(text).filter((span) => !WHOLE_URLS.has(span.rule) || !holdsOne(span, passwords));
  return mergeSpans([...ours, ...theirs], text.length);
}

/** True where one of the spans, which are in order and apart, lies inside this one. */
function holdsOne(span: SecretSpan, spans: readonly SecretSpan[]): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? Number.POSITIVE_INFINITY) < span.start) low = middle + 1;
    else high = middle;
  }
  const first = spans[low];
  return first !== undefined && first.end <= span.end;
}
