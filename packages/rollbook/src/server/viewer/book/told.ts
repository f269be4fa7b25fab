// How far somebody has been told of a list, as a cursor.

/**
 * All up to `seq`, and of what was told after it, up to `until`, what stands before the index or position `from`.
 */
export interface Told {
  readonly seq: number;
  readonly from: number;
  readonly until: number;
}

export function isCursor(text: string): boolean {
  return /^\d{1,15}\.\d{1,15}\.\d{1,15}$/.test(text);
}

export function readTold(cursor: string | null, now: number): Told {
  const [seq = 0, from = 0, until = now] = cursor === null ? [] : cursor.split(".").map(Number);
  // A list that begins anew behind its last page tells of all that came meanwhile.
  return { seq, from, until: from === 0 ? now : until };
}

export function writeTold({ seq, from, until }: Told): string {
  return `${seq}.${from}.${until}`;
}
