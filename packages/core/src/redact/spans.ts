// Places in a text that are to be hidden, and hiding them.

/** Half-open, in UTF-16 units. `rule` is in kebab case and says what was recognised. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** Finds what is to be hidden in a text. */
export type SecretFinder = (text: string) => readonly SecretSpan[];

/** What stands in a text where something was hidden. */
export const MARKER = /\[redacted:[a-z0-9-]+\]/;

/**
 * The spans in their order, those that overlap made one. The longest of them names the rule; empty spans, and the parts
 * of a span that lie outside the text, are left out.
 */
export function mergeSpans(spans: readonly SecretSpan[], length: number): SecretSpan[] {
  const sorted = spans
    .map(({ start, end, rule }) => ({
      start: Math.max(0, start),
      end: Math.min(length, end),
      rule,
      widest: end - start,
    }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const merged: (typeof sorted)[number][] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.widest > last.widest) Object.assign(last, { rule: span.rule, widest: span.widest });
  }
  return merged.map(({ start, end, rule }) => ({ start, end, rule }));
}

/** The text with every span replaced by `[redacted:<rule>]`. Total: spans may overlap, be unsorted or out of range. */
export function applySpans(text: string, spans: readonly SecretSpan[]): string {
  let hidden = "";
  let at = 0;
  for (const span of mergeSpans(spans, text.length)) {
    hidden += `${text.slice(at, span.start)}[redacted:${span.rule}]`;
    at = span.end;
  }
  return at === 0 ? text : hidden + text.slice(at);
}

export interface Redaction {
  readonly text: string;
  /** Rules of what was hidden, in the order of the text, one per place. */
  readonly hidden: readonly string[];
}

/** How often a text is looked at again once something in it was hidden. */
export const MOST_ROUNDS = 4;

/**
 * Hides everything the finder finds, also what it finds only once its neighbour is hidden. Redacting the result again
 * changes nothing.
 */
export function redactText(text: string, find: SecretFinder): Redaction {
  const hidden: string[] = [];
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const spans = mergeSpans(find(current), current.length);
    if (spans.length === 0) break;
    for (const span of spans) hidden.push(span.rule);
    current = applySpans(current, spans);
  }
  return { text: current, hidden };
}
