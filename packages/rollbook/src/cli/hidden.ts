// How many secrets were hidden, as a sentence.

export function describeHidden(hidden: Iterable<readonly [rule: string, count: number]>): string {
  const counts = [...hidden];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const rules = counts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `${count} by ${rule}`);
  return `${total} ${total === 1 ? "secret was" : "secrets were"} hidden (${rules.join(", ")}); --no-redact shows them`;
}
