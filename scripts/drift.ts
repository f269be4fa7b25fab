// The difference between two sets of texts, readable by a person.

const CONTEXT = 2;
const SHOWN = 60;

/** One section for each text that was changed, added or removed; empty when both sets are the same. */
export function describeDrift(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths
    .flatMap((path) => {
      const was = before.get(path);
      const is = after.get(path);
      if (was === is) return [];
      if (was === undefined) return [`${path}: not committed`];
      if (is === undefined) return [`${path}: committed, but nothing makes it any more`];
      return [`${path}:\n${diffLines(was.split("\n"), is.split("\n"))}`];
    })
    .join("\n");
}

/** Lines taken away with `-`, lines that came with `+`, between the first and the last line that differ. */
export function diffLines(was: readonly string[], is: readonly string[]): string {
  let head = 0;
  while (head < Math.min(was.length, is.length) && was[head] === is[head]) head++;
  let tail = 0;
  const most = Math.min(was.length, is.length) - head;
  while (tail < most && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++;
  const lines = [
    `  @ line ${head + 1}`,
    ...is.slice(Math.max(0, head - CONTEXT), head).map((line) => `    ${line}`),
    ...shorten(was.slice(head, was.length - tail).map((line) => `  - ${line}`)),
    ...shorten(is.slice(head, is.length - tail).map((line) => `  + ${line}`)),
    ...is.slice(is.length - tail, is.length - tail + CONTEXT).map((line) => `    ${line}`),
  ];
  return lines.join("\n");
}

function shorten(lines: readonly string[]): readonly string[] {
  return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `    … and ${lines.length - SHOWN} lines more`];
}
