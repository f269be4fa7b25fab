// Times that ids carry: a uuid of version 7 starts with the milliseconds at which it was made.

const SEVEN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Unix milliseconds of a uuidv7; null for any other text (ids before 0.44 are of version 4). */
export function uuidTime(id: string | null): number | null {
  if (id === null || !SEVEN.test(id)) return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
