// Private keys in PEM armour, whole or cut.

import type { SecretSpan } from "./spans.ts";

const BEGIN = /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** What the body of a key is made of, also with its newlines escaped or quoted with `>` or `+` at their start. */
const BODY = /[A-Za-z0-9+/=\s\\:,.>|"']*/y;

/** The keys with their armour. One without an end is hidden as far as its body goes; one pass over the text. */
export function findPrivateKeys(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const body = BEGIN.lastIndex;
    BODY.lastIndex = body;
    BODY.test(text);
    const run = Math.max(BODY.lastIndex, body);
    END.lastIndex = run;
    // The end is looked for only where the body stops, so that many beginnings cost no more than one.
    const end = text.startsWith("-----END", run) ? END.exec(text) : null;
    const stop = end !== null && end.index === run ? END.lastIndex : run;
    spans.push({ start: begin.index, end: stop, rule: "private-key" });
    BEGIN.lastIndex = stop;
  }
  return spans;
}
