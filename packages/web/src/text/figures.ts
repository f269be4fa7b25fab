// Figures as people read them: times, durations, tokens, sizes.

/** `12 ms`, `3.4 s`, `2 min 5 s`, `1 h 12 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.round(minutes / 1440)} days`;
}

/** `950`, `12.3k`, `1.2M`. */
export function tokens(count: number): string {
  if (count < 1000) return String(count);
  const [scaled, unit] = count < 999_500 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  return `${scaled < 99.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

/** `950 B`, `12 kB`, `1.2 MB`, `3.4 GB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const [scaled, unit] =
    count < 999_500 ? [count / 1e3, "kB"] : count < 999.5e6 ? [count / 1e6, "MB"] : [count / 1e9, "GB"];
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
}

export function count(number: number): string {
  return number.toLocaleString("en");
}

/** `1 turn`, `12 turns`. */
export function plural(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

export function percent(part: number, whole: number): string {
  const share = whole <= 0 ? 0 : (part / whole) * 100;
  return share > 0 && share < 0.5 ? "<1 %" : `${Math.round(share)} %`;
}

/** `14:02:11` where this runs. */
export function clock(milliseconds: number): string {
  const time = new Date(milliseconds);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
}

/** `2026-11-21` where this runs. */
export function day(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
