// Hides the secrets in the words of a command: those in a word, and those that other words point at.

import { applySpans, mergeSpans, MOST_ROUNDS, type SecretFinder, type SecretSpan } from "./spans.ts";

export interface RedactedWords {
  readonly words: readonly unknown[];
  /** Rules of what was hidden, for each word. */
  readonly hidden: readonly (readonly string[])[];
}

/**
 * Every word is looked at by itself, and all of them as the line a shell would take them from: `-u` means a password
 * only behind `curl`. What is not a text stays as it is. Redacting the words again changes nothing.
 */
export function redactWords(words: readonly unknown[], find: SecretFinder): RedactedWords {
  const hidden = words.map((): string[] => []);
  let current = words;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const spans = findInWords(current, find);
    if (spans.every(({ length }) => length === 0)) break;
    current = current.map((word, at) => {
      const own = spans[at] ?? [];
      if (typeof word !== "string" || own.length === 0) return word;
      for (const { rule } of own) hidden[at]?.push(rule);
      return applySpans(word, own);
    });
  }
  return { words: current, hidden };
}

function findInWords(words: readonly unknown[], find: SecretFinder): readonly (readonly SecretSpan[])[] {
  const found = words.map((word): SecretSpan[] => (typeof word === "string" ? [...find(word)] : []));
  const texts = words.flatMap((word, at) => (typeof word === "string" ? [{ word, at }] : []));
  if (texts.length > 1) {
    const quotes = texts.map(({ word }) => quoteOf(word));
    // As a shell has it: what is found there may go on from word to word.
    gather(quotes, true);
    // Where a space in a word is no more than one between words: `-H Authorization: 'Bearer x'`.
    if (quotes.some((quote) => quote !== "")) gather(quotes.fill(""), false);
  }
  return found.map((spans, at) => mergeSpans(spans, String(words[at]).length));

  function gather(quotes: readonly string[], further: boolean): void {
    const line = texts.map(({ word }, at) => `${quotes[at]}${word}${quotes[at]}`).join(" ");
    const spans = mergeSpans(find(line), line.length);
    let next = 0;
    let begin = 0;
    for (const [index, { word, at }] of texts.entries()) {
      const quote = quotes[index]?.length ?? 0;
      begin += quote;
      const end = begin + word.length;
      while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= begin) next += 1;
      for (let each = next; each < spans.length; each += 1) {
        const span = spans[each];
        if (span === undefined || span.start >= end) break;
        if (further || span.start >= begin)
          found[at]?.push({
            start: Math.max(0, span.start - begin),
            end: Math.min(end, span.end) - begin,
            rule: span.rule,
          });
      }
      begin = end + quote + 1;
    }
  }
}

/** What is put around a word so that it stays one word to the eye. */
function quoteOf(word: string): string {
  if (!/\s/.test(word)) return "";
  return word.includes("'") ? '"' : "'";
}
