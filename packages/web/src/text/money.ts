// Money as people read it.

/** `$12.35`, `$0.0042`; of an exact decimal. A dash where there is no price. */
export function dollars(decimal: string | null): string {
  if (decimal === null) return "–";
  const value = Number(decimal);
  if (value === 0) return "$0";
  return value < 0.01
    ? `$${value.toPrecision(2)}`
    : `$${value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
