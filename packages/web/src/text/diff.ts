// The lines of a diff with their numbers, and beside each other.

export interface DiffLine {
  readonly kind: "added" | "removed" | "same" | "hunk";
  /** Without its sign. */
  readonly text: string;
  /** Line numbers before and after; null where there is none, or none is known. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Lines that begin with `+`, `-`, a space, or `@@` where a hunk does. */
export function numberLines(lines: readonly string[]): readonly DiffLine[] {
  // A whole file that is added or deleted has no hunk, and begins with its first line.
  let before: number | null = lines[0]?.startsWith("@@") === true ? null : 1;
  let after = before;
  const next = (number: number | null): number | null => (number === null ? null : number + 1);
  return lines.map((line): DiffLine => {
    if (line.startsWith("@@")) {
      const found = /^@@ -(\d{1,9})(?:,\d+)? \+(\d{1,9})/.exec(line);
      before = found === null ? null : Number(found[1]);
      after = found === null ? null : Number(found[2]);
      return { kind: "hunk", text: line, before: null, after: null };
    }
    const text = line.slice(1);
    if (line.startsWith("+")) {
      const added: DiffLine = { kind: "added", text, before: null, after };
      after = next(after);
      return added;
    }
    if (line.startsWith("-")) {
      const removed: DiffLine = { kind: "removed", text, before, after: null };
      before = next(before);
      return removed;
    }
    const same: DiffLine = { kind: "same", text, before, after };
    before = next(before);
    after = next(after);
    return same;
  });
}

export interface DiffPair {
  readonly left: DiffLine | null;
  readonly right: DiffLine | null;
}

/** What was removed beside what was added in its place. */
export function pairLines(lines: readonly DiffLine[]): readonly DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const settle = (): void => {
    for (let i = 0; i < Math.max(removed.length, added.length); i += 1) {
      pairs.push({ left: removed[i] ?? null, right: added[i] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") {
      if (added.length > 0) settle();
      removed.push(line);
    } else if (line.kind === "added") added.push(line);
    else {
      settle();
      pairs.push({ left: line, right: line });
    }
  }
  settle();
  return pairs;
}

export interface Changed {
  readonly start: string;
  readonly middle: string;
  readonly end: string;
}

/** What two lines do not share, between what they begin and end with; null where that is nearly all of them. */
export function changedPart(one: string, other: string): readonly [Changed, Changed] | null {
  const most = Math.min(one.length, other.length, 2000);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  if (start + end < Math.max(one.length, other.length) * 0.3) return null;
  const cut = (line: string): Changed => ({
    start: line.slice(0, start),
    middle: line.slice(start, line.length - end),
    end: line.slice(line.length - end),
  });
  return [cut(one), cut(other)];
}
