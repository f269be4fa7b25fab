// What was done, as tables: by group, by tool and by program.

import type { Deeds, WorkTotals } from "rollbook-core/deeds";
import type { Stats } from "../stats.ts";
import { longTime, percent, shortTime } from "./numbers.ts";
import { printTable, type Ink, type NumberColumn, type TableRow } from "./table.ts";

const COLUMNS: readonly NumberColumn[] = [
  { title: "turns" },
  { title: "failed", leaves: 8 },
  { title: "aborted", leaves: 7 },
  { title: "median", leaves: 6 },
  { title: "longest", leaves: 5 },
  { title: "commands" },
  { title: "failed" },
  { title: "median", leaves: 4 },
  { title: "changes", leaves: 9 },
  { title: "failed", leaves: 3 },
  { title: "tools", leaves: 10 },
  { title: "failed", leaves: 2 },
  { title: "errors", leaves: 1 },
];

export function printWork(stats: Stats, ink: Ink): string {
  const { by, groups, work } = stats;
  const most = Math.max(0, ...groups.map((group) => group.work?.commands.count ?? 0));
  const rows = groups.flatMap((group): TableRow[] => {
    if (group.work === undefined) return [];
    const part = most === 0 ? 0 : group.work.commands.count / most;
    return [{ name: group.key ?? "(not told)", cells: cellsOf(group.work), part }];
  });
  const sum = work === undefined ? [] : [{ name: "total", cells: cellsOf(work), part: null }];
  return printTable(
    { title: by, columns: COLUMNS, rows: [...rows, ...sum], total: true, bars: false, paths: by === "project" },
    ink,
  );
}

function cellsOf({ turns, commands, file_changes, tool_calls, errors }: WorkTotals): string[] {
  return [
    String(turns.count),
    rate(turns),
    percent(turns.interrupted, turns.count),
    shortTime(turns.median_ms),
    shortTime(turns.longest_ms),
    String(commands.count),
    rate(commands),
    shortTime(commands.median_ms),
    String(file_changes.count),
    rate(file_changes),
    String(tool_calls.count),
    rate(tool_calls),
    String(errors),
  ];
}

const USE_COLUMNS: readonly NumberColumn[] = [
  { title: "calls" },
  { title: "failed", leaves: 6 },
  { title: "rate" },
  { title: "declined", leaves: 1 },
  { title: "time", leaves: 3 },
  { title: "median", leaves: 5 },
  { title: "longest", leaves: 2 },
];
/** More are in the JSON. */
const MOST_ROWS = 25;

export function printTools({ tools = [], programs = [] }: Stats, ink: Ink): string {
  const byTool = printUses(
    "tool",
    tools.map(({ tool, ...deeds }) => ({ name: tool, deeds })),
    ink,
  );
  const byProgram = printUses(
    "program",
    programs.map(({ program, ...deeds }) => ({ name: program, deeds })),
    ink,
  );
  return `${byTool}\n${byProgram}`;
}

function printUses(
  title: string,
  uses: readonly { readonly name: string | null; readonly deeds: Deeds }[],
  ink: Ink,
): string {
  const most = uses[0]?.deeds.count ?? 0;
  const rows = uses.slice(0, MOST_ROWS).map(({ name, deeds }): TableRow => {
    const cells = [
      String(deeds.count),
      String(deeds.failed + deeds.timed_out),
      rate(deeds),
      String(deeds.declined),
      longTime(deeds.duration_ms),
      shortTime(deeds.median_ms),
      shortTime(deeds.longest_ms),
    ];
    return { name: name ?? "(not told)", cells, part: most === 0 ? 0 : deeds.count / most };
  });
  const table = printTable({ title, columns: USE_COLUMNS, rows, total: false, bars: true }, ink);
  const others = uses.length - rows.length;
  return others > 0 ? `${table}${ink.paint("gray", `${ink.glyphs.ellipsis} and ${others} more, in --json`)}\n` : table;
}

function rate({ failed, timed_out, count }: Deeds): string {
  return percent(failed + timed_out, count);
}
