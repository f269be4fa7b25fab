// The history of a file through the session: each change, by the turn that made it.

import type { ReactNode } from "react";
import type { FileChange } from "../../source/contract.ts";
import type { Outline } from "../../source/outline.ts";
import { clock, day } from "../../text/figures.ts";
import { visible } from "../../text/visible.ts";
import { Counts } from "./list.tsx";
import { Patch } from "./patch.tsx";
import { lineOf, promptOf } from "./places.ts";

interface FileHistoryProps {
  readonly file: FileChange;
  readonly outline: Outline;
  readonly split: boolean;
  readonly go: (key: string) => void;
  /** Shows the file as it was after a turn. */
  readonly showAfter: (turn: number) => void;
}

const KINDS = { add: "added", delete: "deleted", update: "changed", arrive: "moved here" } as const;

export function FileHistory({ file, outline, split, go, showAfter }: FileHistoryProps): ReactNode {
  const { changes, name } = file;
  return (
    <ol className="file-history">
      {changes.map(({ turn, item, kind, lines_added, lines_removed, patch }, index) => {
        const started = outline.turns.find(({ head }) => head.index === turn)?.head.started_at ?? null;
        return (
          <li key={index} className="file-change">
            <header className="diff-head">
              <button type="button" className="link" onClick={() => go(lineOf(outline, turn, item))}>
                turn {turn + 1}
              </button>
              <span
                className={kind === "add" ? "file-kind added" : kind === "delete" ? "file-kind deleted" : "file-kind"}
              >
                {KINDS[kind]}
              </span>
              <h3 className="file-prompt">{visible(promptOf(outline, turn))}</h3>
              <span className="file-when">
                {started === null ? "" : `${day(started)} ${clock(started).slice(0, 5)}`}
              </span>
              <Counts added={lines_added} removed={lines_removed} />
              <button type="button" className="link" onClick={() => showAfter(turn)}>
                the file then
              </button>
            </header>
            {patch === null ? null : <Patch text={patch} split={split} label={name} />}
          </li>
        );
      })}
    </ol>
  );
}
