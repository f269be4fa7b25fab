// A text shown as one line that steers no terminal.

export interface ShownLine {
  readonly line: string;
  /** For each place of the text, its end included, where it stands in `line`. */
  readonly places: Int32Array;
}

// Escape sequences, white space, other control characters, and marks that turn the direction of writing.
const STEERING =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])?|\s+|[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/**
 * Escape sequences go, white space is one space, or ⏎ where it holds a line break, and other control characters are �.
 * What is shown is never longer than the text, but for ` ⏎ `.
 */
export function showLine(text: string): ShownLine {
  const places = new Int32Array(text.length + 1);
  let line = "";
  let done = 0;
  const keep = (to: number): void => {
    for (let at = done; at < to; at++) places[at] = line.length + at - done;
    line += text.slice(done, to);
    done = to;
  };
  for (const { index, 0: found } of text.matchAll(STEERING)) {
    keep(index);
    places.fill(line.length, index, index + found.length);
    line += signFor(found);
    done = index + found.length;
  }
  keep(text.length);
  places[text.length] = line.length;
  return { line, places };
}

function signFor(found: string): string {
  if (found.startsWith("\u001b")) return "";
  if (found.trim() !== "") return "\ufffd";
  return /[\n\r\u2028\u2029]/.test(found) ? " ⏎ " : " ";
}
