// How long many things took: their number, sum and longest exactly, and a median within one per cent, in bounded memory.

/** Plain data. */
export interface Durations {
  count: number;
  sum_ms: number;
  longest_ms: number;
  /** How many there are of each step, by its number; no other has any. */
  readonly steps: Record<number, number>;
}

/** Steps for each doubling, so that a step is less than one per cent of what it stands for. */
const FINE = 128;

export function noDurations(): Durations {
  return { count: 0, sum_ms: 0, longest_ms: 0, steps: {} };
}

/** With `by` -1 a duration that was added is taken back; the longest stays. */
export function addDuration(durations: Durations, ms: number, by: 1 | -1): void {
  durations.count += by;
  durations.sum_ms += by * ms;
  durations.longest_ms = Math.max(durations.longest_ms, ms);
  const step = stepOf(ms);
  durations.steps[step] = (durations.steps[step] ?? 0) + by;
}

export function joinDurations(into: Durations, more: Durations): void {
  into.count += more.count;
  into.sum_ms += more.sum_ms;
  into.longest_ms = Math.max(into.longest_ms, more.longest_ms);
  for (const [step, count] of Object.entries(more.steps)) {
    into.steps[Number(step)] = (into.steps[Number(step)] ?? 0) + count;
  }
}

/** Null where there is none; of two in the middle the shorter. */
export function medianOf({ count, steps }: Durations): number | null {
  if (count <= 0) return null;
  let left = Math.ceil(count / 2);
  // Whole numbers are an object's keys in their order.
  for (const [step, number] of Object.entries(steps)) {
    left -= number;
    if (left <= 0) return startOf(Number(step));
  }
  return null;
}

/** Below `FINE` each millisecond is a step of its own. */
function stepOf(ms: number): number {
  const whole = Math.max(0, Math.round(ms));
  if (whole < FINE) return whole;
  const doublings = Math.floor(Math.log2(whole / FINE));
  return FINE * (doublings + 1) + Math.floor(whole / 2 ** doublings) - FINE;
}

function startOf(step: number): number {
  if (step < FINE) return step;
  const doublings = Math.floor(step / FINE) - 1;
  return (FINE + (step % FINE)) * 2 ** doublings;
}
