// HTML that is built, never parsed: what is not built by this file is text, in elements and in attributes.

import { visible } from "rollbook-core/view";

/** Markup: what `markup` made, or what is the project's own to the last character. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Value = string | number | Html | null | readonly Html[];

export const NOTHING = new Html("");

/**
 * Markup with values in it. Texts are escaped, and what would steer or hide is shown as what it is; attributes stand in
 * double quotes. Null is nothing. (It is not called `html`: a formatter would lay its templates out, and white space counts.)
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let out = parts[0] ?? "";
  for (const [index, value] of values.entries()) out += written(value) + (parts[index + 1] ?? "");
  return new Html(out);
}

function written(value: Value): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return typeof value === "number" ? String(value) : escaped(value);
}

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => NAMES[character] ?? "");
}
