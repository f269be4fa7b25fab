// What a query selects, in the words of SQLite.

import type { Selection } from "rollbook-core/search";

export interface Statement {
  /** Gives `row`, in any order. */
  readonly sql: string;
  readonly values: readonly string[];
}

/**
 * The rows that are selected, or the bunches of so many bits. The first of several sets is walked, and the others asked
 * for each of its rows.
 */
export function selectRows(select: Selection, bunch: number): Statement {
  switch (select.type) {
    case "all":
      return {
        sql: bunch === 0 ? "SELECT row FROM passage" : `SELECT DISTINCT row >> ${bunch} AS row FROM passage`,
        values: [],
      };
    case "words":
    case "parts":
      return { sql: `SELECT rowid AS row FROM ${select.type} WHERE ${select.type} MATCH ?`, values: [select.match] };
    case "and": {
      const [first, ...others] = select.of;
      return first === undefined ? selectRows({ type: "all" }, bunch) : narrowed(first, others, "IN", bunch);
    }
    case "except":
      return narrowed(select.from, [select.without], "NOT IN", bunch);
    case "or": {
      const parts = select.of.map((each) => selectRows(each, bunch));
      return { sql: parts.map(({ sql }) => sql).join(" UNION "), values: parts.flatMap(({ values }) => values) };
    }
  }
}

function narrowed(first: Selection, others: readonly Selection[], by: "IN" | "NOT IN", bunch: number): Statement {
  const base = selectRows(first, bunch);
  const plain = first.type === "words" || first.type === "parts" || (first.type === "all" && bunch === 0);
  // The plus keeps SQLite from walking the other set and asking this one.
  const column = first.type === "all" ? "+row" : "+rowid";
  const sql = plain ? base.sql : `SELECT row FROM (${base.sql})`;
  const tests = others.map((each) => selectRows(each, bunch));
  const where = tests.map((test) => `${plain ? column : "row"} ${by} (${test.sql})`).join(" AND ");
  const joined = first.type === "words" || first.type === "parts" ? "AND" : "WHERE";
  return { sql: `${sql} ${joined} ${where}`, values: [...base.values, ...tests.flatMap(({ values }) => values)] };
}
