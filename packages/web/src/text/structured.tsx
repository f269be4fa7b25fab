// What a tool answered in JSON, as a table, or as it was written.

import { type ReactNode, useState } from "react";
import { indentJson, JsonText } from "./json.tsx";
import type { Structure, Value } from "./structure.ts";
import { visible } from "./visible.ts";
import "./structured.css";

/** Characters of a cell, and rows, that are shown before somebody wants them all. */
const LONGEST = 400;
const FEW = 8;

export function Structured({ text, value }: { readonly text: string; readonly value: Structure }): ReactNode {
  const [asJson, setAsJson] = useState(false);
  const [whole, setWhole] = useState(false);
  const left = whole ? 0 : Math.max(0, value.rows.length - FEW);
  return (
    <div className="structured">
      <button type="button" className="structured-switch" aria-pressed={asJson} onClick={() => setAsJson(!asJson)}>
        {asJson ? "Table" : "JSON"}
      </button>
      {asJson ? <JsonText text={indentJson(text) ?? text} /> : <Table value={value} rows={value.rows.length - left} />}
      {asJson || left + value.more === 0 ? null : (
        <button type="button" className="more" onClick={() => (left > 0 ? setWhole(true) : setAsJson(true))}>
          {left > 0 ? `Show all: ${left + value.more} more rows` : `Show as JSON: ${value.more} more rows`}
        </button>
      )}
    </div>
  );
}

function Table({
  value: { columns, rows },
  rows: most,
}: {
  readonly value: Structure;
  readonly rows: number;
}): ReactNode {
  return (
    <table>
      {columns.length === 0 ? null : (
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {visible(column)}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.slice(0, most).map((row, index) => (
          <tr key={index}>
            {row.map((cell, place) =>
              columns.length === 0 && place === 0 ? (
                <th key={place} scope="row">
                  {visible(said(cell ?? ""))}
                </th>
              ) : (
                <td key={place} className={typeof cell === "number" ? "number" : ""}>
                  {cell === undefined ? "" : visible(said(cell))}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function said(value: Value): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
