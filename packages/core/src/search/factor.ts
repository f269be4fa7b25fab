// What FTS5's MATCH is asked for one of several things, each of which has several words.

/** All words of one of them, at least. FTS5 goes through a word's passages each time it is named: what all of them have is named once. */
export function oneOfAll(of: readonly (readonly string[])[]): string {
  const [first = []] = of;
  const common = [...new Set(first)].filter((word) => of.every((words) => words.includes(word)));
  const rests = of.map((words) => words.filter((word) => !common.includes(word)));
  if (rests.some((words) => words.length === 0)) return common.join(" AND ");
  const each = [...new Set(rests.map((words) => words.join(" AND ")))];
  const other = each.length === 1 ? each : [`(${each.map((words) => `(${words})`).join(" OR ")})`];
  return [...common, ...other].join(" AND ");
}
