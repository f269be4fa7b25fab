// What there is to say of the list besides its lines: what could not be read, what was looked for, why it is empty.

import type { ReactNode } from "react";
import { count } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import type { Found } from "./find.ts";
import type { Sessions } from "./store.ts";

interface ListNotesProps {
  readonly sessions: Sessions;
  readonly found: Found;
  readonly searching: boolean;
  readonly empty: boolean;
  /** So many are read where only reading tells what is asked; null where nothing has to be read. */
  readonly most: number | null;
}

export function ListNotes({ sessions, found, searching, empty, most }: ListNotesProps): ReactNode {
  const { rows, known, problems, failure, done } = sessions;
  const { page } = found;
  return (
    <>
      {[...(failure === null ? [] : [failure]), ...problems].map((problem) => (
        <p key={problem} className="list-problem">
          {visible(problem)}
        </p>
      ))}
      {searching && (page !== null || found.failure !== null) ? (
        <p className="list-note" role="status">
          {found.failure === null
            ? `${count(found.hits.length)}${page?.more === true ? " and more" : ""} found in what was said and done`
            : visible(found.failure)}
          {page?.filling === true ? " · the index is being filled" : ""}
          {page?.more === true ? " · `rollbook search` lists them all" : ""}
          {(page?.notes ?? []).map((note) => ` · ${visible(note)}`)}
        </p>
      ) : null}
      {most !== null && done && rows.length > most && known.size < rows.length ? (
        <p className="list-note" role="status">
          {`Models, errors and cost are read out of the newest ${count(most)} sessions; those of ${count(rows.length - most)} older ones are not known here. After \`rollbook index\` all are.`}
        </p>
      ) : null}
      {done && empty && failure === null ? (
        <p className="list-empty">
          {rows.length === 0
            ? "There are no sessions here yet. Codex writes them below ~/.codex/sessions; they appear here as they are written."
            : "No session passes. Esc clears the search and the filter."}
        </p>
      ) : null}
    </>
  );
}
