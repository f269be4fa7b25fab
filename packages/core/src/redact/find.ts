// Finds what looks like a secret in a text.

import { seeName, seeToken } from "./gate.ts";
import { deservesLook } from "./glance.ts";
import { findNamed } from "./named.ts";
import { findPrivateKeys } from "./pem.ts";
import { mergeSpans, type SecretSpan } from "./spans.ts";
import { TOKEN_RULES } from "./tokens.ts";

export interface SecretOptions {
  /** Words the user wants hidden wherever they stand, as written. */
  readonly words?: readonly string[];
}

/**
 * Secrets in a text, in order and apart: keys and tokens of known services, JSON Web Tokens (the tokens of a ChatGPT
 * login among them), private keys, Authorization and cookie headers, passwords in URLs, values of names and flags that
 * speak of secrets, words of the user. Placeholders such as `$TOKEN` are none. Time is in proportion to the length of
 * the text.
 */
export function findSecrets(text: string, options: SecretOptions = {}): SecretSpan[] {
  const spans = findWords(text, options.words ?? []);
  if (deservesLook(text)) {
    // Not spread into a call: a text may hold more secrets than a call may have arguments.
    if (seeToken(text)) for (const span of scanTokens(text)) spans.push(span);
    if (seeName(text)) for (const span of findNamed(text)) spans.push(span);
  }
  return spans.length === 0 ? spans : mergeSpans(spans, text.length);
}

/** What our own rules find, whatever a cheap look says; spans may overlap. */
export function scanSecrets(text: string): SecretSpan[] {
  return [...scanTokens(text), ...findNamed(text)];
}

/** Keys and tokens that are known by their own shape. */
function scanTokens(text: string): SecretSpan[] {
  const spans = findPrivateKeys(text);
  for (const { rule, pattern, check } of TOKEN_RULES) {
    for (const match of text.matchAll(pattern)) {
      const [whole, group = whole] = match;
      const end = match.index + whole.length;
      if (check?.(whole) ?? true) spans.push({ start: end - group.length, end, rule });
    }
  }
  return spans;
}

function findWords(text: string, words: readonly string[]): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const word of words) {
    // A word that is part of a marker would be found again in its own replacement.
    if (word === "" || "[redacted:listed-word]".includes(word)) continue;
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      spans.push({ start: at, end: at + word.length, rule: "listed-word" });
    }
  }
  return spans;
}
