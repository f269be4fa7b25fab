// What follows time and level: the spans it was said in, the module that said it, and the message.

export interface Said {
  readonly spans: string | null;
  readonly target: string | null;
  readonly message: string;
}

const COLOUR = "\\u001b\\[[\\d;]*m";
const COLOURS = new RegExp(COLOUR, "g");
const NAME = /[a-z_][\w.-]*/y;
const TARGET = /^([a-z_]\w*(?:(?:::|\.)\w+)*): /;
/** Fields of spans are short; what goes on for longer is no list of spans. */
const LONGEST = 16_384;

/** The rest of a line of a text log. Early versions of Codex wrote in colours and named no module. */
export function readSaid(rest: string, coloured: boolean): Said {
  if (!coloured) return split(rest, true);
  // A module and spans come in colours of their own; what has none is the message.
  const plain = stripColours(rest);
  return rest.startsWith("\u001b[") ? split(plain, true) : { spans: null, target: null, message: plain };
}

/** The body of a row of the database: spans and message; the module has a column of its own. */
export function readBody(body: string): Said {
  return split(body, false);
}

export function stripColours(text: string): string {
  return text.includes("\u001b") ? text.replace(COLOURS, "") : text;
}

function split(text: string, targeted: boolean): Said {
  const end = spansEnd(text);
  const spans = end === 0 ? null : text.slice(0, end - 2);
  const rest = text.slice(end);
  if (!targeted) return { spans, target: null, message: rest };
  const target = TARGET.exec(rest)?.[1] ?? null;
  if (target !== null) return { spans, target, message: rest.slice(target.length + 2) };
  // One word is a module without a path rather than a span without one.
  if (spans !== null && /^[\w.]+$/.test(spans)) return { spans: null, target: spans, message: rest };
  return { spans, target: null, message: rest };
}

/** Where the message or its module begins behind `name{field=value}:name: `; 0 when there are no spans. */
function spansEnd(text: string): number {
  for (let at = 0; at < LONGEST;) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) return 0;
    at += name.length;
    if (text[at] === "{") {
      at = closing(text, at);
      if (at === 0) return 0;
    }
    if (text[at] !== ":") return 0;
    if (text[at + 1] === " ") return at + 2;
    at++;
  }
  return 0;
}

/** Behind the brace that closes the one at `from`; 0 when none does. Values may hold braces and quotes of their own. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quoted = true;
  for (let at = from; at < text.length && at < from + LONGEST; at++) {
    const letter = text[at];
    if (letter === "{") depth++;
    else if (letter === "}" && --depth === 0) return at + 1;
    else if (letter === '"' && quoted) {
      const end = endOfString(text, at);
      // A quote mark that none closes is a character like any other, and so are all behind it.
      quoted = end !== 0;
      if (quoted) at = end;
    }
  }
  return 0;
}

/** Where the string that opens at `from` ends; 0 when it does not. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length && at < from + LONGEST; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return 0;
}
