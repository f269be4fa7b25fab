// The figures of a session in its row: those of `rollbook list`.

import type { SessionFacets } from "rollbook-api";
import { bytes, count, duration, plural, tokens } from "../text/figures.ts";
import { dollars } from "../text/money.ts";
import type { Known } from "./entry.ts";

interface Figure {
  readonly name: string;
  readonly told: string;
  readonly width: "short" | "medium" | "long";
  /** Shown only where there is room: the higher, the more of it. */
  readonly spare: 0 | 1 | 2;
  readonly red?: true;
  readonly of: (facets: SessionFacets, known: Known) => string;
}

const some = (number: number): string => (number === 0 ? "" : count(number));

export const FIGURES: readonly Figure[] = [
  { name: "Turns", told: "turns", width: "short", spare: 0, of: ({ turns }) => count(turns) },
  {
    name: "Took",
    told: "from its first to its last record",
    width: "long",
    spare: 1,
    of: ({ duration_ms }) => (duration_ms === null ? "" : duration(duration_ms)),
  },
  { name: "Cmds", told: "commands", width: "short", spare: 0, of: ({ commands }) => some(commands) },
  {
    name: "Failed",
    told: "commands that failed",
    width: "short",
    spare: 0,
    red: true,
    of: ({ commands_failed }) => some(commands_failed),
  },
  {
    name: "Files",
    told: "files changed",
    width: "short",
    spare: 0,
    of: ({ files_changed }) => some(files_changed.length),
  },
  {
    name: "Tokens",
    told: "tokens",
    width: "medium",
    spare: 0,
    of: ({ tokens: spent }) => (spent === null ? "" : tokens(spent.total_tokens)),
  },
  {
    name: "Cost",
    told: "cost, at the prices of the API",
    width: "medium",
    spare: 0,
    of: ({ tokens: spent }, { usd }) => (spent === null ? "" : dollars(usd)),
  },
];

/** On disk. */
export const SIZE = { name: "Size", told: "size on disk", width: "medium", spare: 2 } as const;

/** The figures in words, for those who do not see their columns. */
export function sayFigures(size: number, known: Known | undefined): string {
  const facets = known?.facets;
  return [
    ...(facets === undefined
      ? []
      : [
          plural(facets.turns, "turn"),
          plural(facets.commands, "command"),
          ...(facets.errors > 0 ? [plural(facets.errors, "error")] : []),
          plural(facets.files_changed.length, "file"),
          ...(known === undefined || known.usd === null ? [] : [dollars(known.usd)]),
        ]),
    bytes(size),
  ].join(", ");
}
