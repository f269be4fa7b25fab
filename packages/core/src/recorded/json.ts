// Looking into JSON of which nothing is certain: what is not as expected is null.

export type Json = { readonly [key: string]: unknown };

export function objectOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Finite and not below zero: times, sizes and statuses are nothing else. */
export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
