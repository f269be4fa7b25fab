// What the table of parts is asked for a text: all its trigrams.

/** To be asked for together. Null for a text shorter than three characters, or with what MATCH cannot be asked for. */
export function trigramsOf(text: string): readonly string[] | null {
  const characters = [...text];
  // MATCH ends at NUL.
  if (characters.length < 3 || /[\0\p{Cs}]/u.test(text)) return null;
  const trigrams = characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(""));
  return [...new Set(trigrams)].map((trigram) => `"${trigram.replaceAll('"', '""')}"`);
}
