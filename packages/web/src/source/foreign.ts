// What a file is that holds no session, as far as its first bytes tell.

/** As bytes in Latin-1. */
const KINDS = [
  ["\u0089PNG", "a PNG picture"],
  ["\u00ff\u00d8\u00ff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  ["%PDF", "a PDF document"],
  ["PK\u0003\u0004", "a ZIP archive: unpack it first"],
  ["\u001f\u008b", "a file packed with gzip: unpack it first"],
  ["SQLite format 3", "an SQLite database: the sessions lie beside it"],
  ["\u007fELF", "a program"],
  ["<", "a page or another document of markup"],
] as const;

/** A sentence. `head` are the first bytes of the file. */
export function describeForeign(name: string, head: Uint8Array): string {
  const start = String.fromCharCode(...head.subarray(0, 32));
  const kind = KINDS.find(([opening]) => start.startsWith(opening))?.[1];
  const told = `${name} holds no session of Codex`;
  return kind === undefined ? `${told}: no record in it is of a known shape.` : `${told}; it looks like ${kind}.`;
}
