// The secret values that were seen, and hiding them in texts, headers and addresses.

import { Needles } from "./needles.ts";
import { isSecretHeader, isSecretParameter, isSecretVariable, secretsOf } from "./header.ts";

/** What stands in the place of a secret. */
export const HIDDEN = "<hidden>";

/** Shorter values are no secrets, or would be found in every other word. */
const SHORTEST = 8;

export interface HiddenText {
  readonly text: string;
  /** How many values were replaced. */
  readonly hidden: number;
}

/** Grows as secrets are seen; never forgets one. */
export class Secrets {
  #forms: readonly string[] = [];
  #needles: Needles | null = null;
  readonly #values = new Set<string>();
  readonly #watchers = new Set<(value: string) => void>();

  /** A value that must not be written anywhere. Too short ones are passed over. */
  add(value: string): void {
    if (value.length < SHORTEST || this.#values.has(value)) return;
    this.#values.add(value);
    this.#needles = null;
    const json = JSON.stringify(value).slice(1, -1);
    // Arguments of a call are JSON within JSON.
    const twice = JSON.stringify(json).slice(1, -1);
    const forms = [value, json, twice, json.replaceAll("/", String.raw`\/`), percent(value)];
    this.#forms = [...new Set([...this.#forms, ...forms])];
    for (const tell of this.#watchers) tell(value);
  }

  /** The values of variables that are named as secrets are. */
  addEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(environment)) {
      if (value !== undefined && isSecretVariable(name)) this.add(value);
    }
  }

  /** The secrets of a header, if it is one that holds some. */
  addHeader(name: string, value: string): void {
    if (isSecretHeader(name)) for (const secret of secretsOf(name, value)) this.add(secret);
  }

  /** The secrets of the query of an address. */
  addAddress(url: URL): void {
    for (const [name, value] of url.searchParams) if (isSecretParameter(name)) this.add(value);
    this.add(decode(url.password));
  }

  /** Every form in which a secret may stand, to be looked for in bytes. The same object until another comes. */
  get needles(): Needles {
    return (this.#needles ??= new Needles(this.#forms));
  }

  /** Is told the values there are and each that comes. Returns what ends that. */
  watch(tell: (value: string) => void): () => void {
    for (const value of this.#values) tell(value);
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  }

  /** The text without the secrets known by now. */
  hide(text: string): HiddenText {
    // Most texts hold none, and need not become bytes for that.
    if (!this.#forms.some((form) => text.includes(form))) return { text, hidden: 0 };
    const bytes = Buffer.from(text);
    const found = this.needles.find(bytes);
    const between = [0, ...found.map(({ end }) => end)].map((from, at) =>
      bytes.toString("utf8", from, found[at]?.start),
    );
    return { text: between.join(HIDDEN), hidden: found.length };
  }

  /** Headers as they may be written. */
  hideHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
    return headers.map(([name, value]) => [name, isSecretHeader(name) ? HIDDEN : this.hide(value).text]);
  }

  /** An address as it may be written. */
  hideAddress(url: URL): string {
    const shown = new URL(url);
    if (shown.password !== "") shown.password = "hidden";
    const query = [...shown.searchParams].map(
      ([name, value]) => `${encodeURIComponent(name)}=${isSecretParameter(name) ? HIDDEN : encodeURIComponent(value)}`,
    );
    const bare = `${shown.href.split(/[?#]/)[0] ?? ""}`;
    return this.hide(query.length === 0 ? bare : `${bare}?${query.join("&")}`).text;
  }
}

function percent(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
