// Lines with their ends, counted in the two ways that matter: Codex's and git's.

const LINE = /[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g;

/**
 * The lines of a text, each with its end, as the differ counts them that Codex writes unified diffs with: a lone
 * carriage return ends a line too. Joined they are the text.
 */
export function linesWithEnds(text: string): string[] {
  return text.match(LINE) ?? [];
}

/** The same as git counts them: only a newline ends a line. */
export function gitLines(text: string): string[] {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const ended = lines.map((line) => `${line}\n`);
  return last === "" ? ended : [...ended, last];
}

/** Whether the line ends in a way that git does not take for an end. */
export function endsOddly(line: string): boolean {
  return line.endsWith("\r");
}
