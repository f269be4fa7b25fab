// Where each value of a JSON text stands in it.

/** From the first character of a value to behind its last; `inside` holds the spans of its parts. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly inside: readonly Span[] | ReadonlyMap<string, Span> | null;
}

/** The spans of a text that `JSON.parse` accepts; of no other. */
export function spansOf(text: string): Span {
  return new Spans(text).value();
}

/** The span at a path of keys and indices; null if there is none. */
export function spanAt(span: Span, path: readonly (string | number)[]): Span | null {
  let at: Span | undefined = span;
  for (const key of path) {
    const inside: Span["inside"] | undefined = at?.inside;
    if (inside instanceof Map) at = inside.get(String(key)) as Span | undefined;
    else at = Array.isArray(inside) && typeof key === "number" ? (inside[key] as Span | undefined) : undefined;
  }
  return at ?? null;
}

/** Goes through the text once. It need not check what JSON.parse has checked. */
class Spans {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Span {
    this.#blanks();
    const start = this.#at;
    const inside = this.#inside();
    return { start, end: this.#at, inside };
  }

  #inside(): Span["inside"] {
    switch (this.#text[this.#at]) {
      case "{":
        return this.#members();
      case "[":
        return this.#items();
      case '"':
        this.#string();
        return null;
      default:
        while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at] ?? "")) this.#at++;
        return null;
    }
  }

  #members(): ReadonlyMap<string, Span> {
    const members = new Map<string, Span>();
    this.#at++;
    while (!this.#ends("}")) {
      const start = this.#at;
      this.#string();
      const key = JSON.parse(this.#text.slice(start, this.#at)) as string;
      this.#blanks();
      this.#at++; // the colon
      members.set(key, this.value());
    }
    return members;
  }

  #items(): readonly Span[] {
    const items: Span[] = [];
    this.#at++;
    while (!this.#ends("]")) items.push(this.value());
    return items;
  }

  /** Goes past a comma; at the closing bracket, past that too. */
  #ends(bracket: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] === ",") this.#at++;
    this.#blanks();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at++;
    return true;
  }

  #string(): void {
    let quote = this.#at;
    do quote = this.#text.indexOf('"', quote + 1);
    while (this.#escaped(quote));
    this.#at = quote + 1;
  }

  #escaped(at: number): boolean {
    let backslashes = 0;
    while (this.#text[at - 1 - backslashes] === "\\") backslashes++;
    return backslashes % 2 === 1;
  }

  #blanks(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? "x")) this.#at++;
  }
}
