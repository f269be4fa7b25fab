// For tests: texts of sessions.

/** The strings in JSON Lines, each once; a line that is no JSON is a text itself. */
export function stringsOf(files: Iterable<string>): string[] {
  const texts = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === "string") texts.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(gather);
  };
  for (const file of files) {
    for (const line of file.split("\n")) {
      try {
        gather(JSON.parse(line));
      } catch {
        gather(line);
      }
    }
  }
  return [...texts];
}
