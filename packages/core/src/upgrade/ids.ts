// Ids for what has none: shaped like a uuid of version 7, and the same for the same session every time.

/**
 * An id made of a time (unix milliseconds) and 74 bits drawn from `seed`. Two runs give the same id; ids of later times
 * sort later, as Codex's own do.
 */
export function makeId(seed: string, ms: number): string {
  const time = Math.min(Math.max(Math.trunc(Number.isFinite(ms) ? ms : 0), 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, "0");
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b].map((start) => mix(seed, start).toString(16).padStart(8, "0"));
  const bits = words.join("");
  const variant = (8 + (Number.parseInt(bits.slice(3, 4), 16) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(7, 19)}`;
}

/** FNV-1a over UTF-16 units with a last avalanche, so that neighbouring seeds share no digits. */
function mix(seed: string, start: number): number {
  let hash = start;
  for (let at = 0; at < seed.length; at += 1) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
