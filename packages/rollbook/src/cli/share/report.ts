// A Markdown document that says at its end what was hidden in it.

import type { Printer } from "../show/printer.ts";

export function withReport(printer: Printer, hidden: (() => Readonly<Record<string, number>>) | null): Printer {
  return {
    ...printer,
    end: (subject, ending, told) => `${printer.end(subject, ending, told)}\n## Hidden\n\n${reportOf(hidden)}\n`,
  };
}

function reportOf(hidden: (() => Readonly<Record<string, number>>) | null): string {
  if (hidden === null) return "Nothing is hidden in this file, secrets included.";
  const rules = Object.entries(hidden()).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const care = "What no rule knows is there.";
  if (rules.length === 0) return `No secrets were found to hide. ${care}`;
  return `${rules.map(([rule, count]) => `- ${count} by ${rule}`).join("\n")}\n\n${care}`;
}
