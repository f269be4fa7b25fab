// The palette in the address: open with these words, behind whatever page it is opened on.

/** Behind `#`; null where it is closed. */
export function wordsIn(hash: string): string | null {
  const found = /^k(?:=(.*))?$/s.exec(hash);
  if (found === null) return null;
  try {
    return decodeURIComponent(found[1] ?? "");
  } catch {
    // Whoever wrote it wrote it plainly.
    return found[1] ?? "";
  }
}

export function hashOf(words: string): string {
  return words === "" ? "k" : `k=${encodeURIComponent(words)}`;
}
