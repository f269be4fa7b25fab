// A file as it was after a turn: its text where that is known to the byte, else why it is not.

import { type ReactNode, useEffect, useState } from "react";
import type { FileChange, FileState, Source } from "../../source/contract.ts";
import type { Outline } from "../../source/outline.ts";
import { plural } from "../../text/figures.ts";
import { visible } from "../../text/visible.ts";
import { Doubts } from "./doubts.tsx";
import { promptOf } from "./places.ts";

/** Lines that are shown at first, and more each time. */
const MOST = 2000;
/** Characters of a line that are shown. */
const LONGEST_LINE = 2000;

interface FileStateProps {
  readonly source: Source;
  readonly file: FileChange;
  readonly outline: Outline;
  /** Null: the last one. */
  readonly after: number | null;
  readonly setAfter: (turn: number) => void;
  readonly go: (key: string) => void;
}

export function FileAtTurn({ source, file, outline, after, setAfter, go }: FileStateProps): ReactNode {
  const { path, changes } = file;
  const turns = outline.turns.map(({ head }) => head.index);
  const turn = after ?? turns.at(-1) ?? 0;
  const { state, failure } = useFileState(source, path, turn, outline.byPosition.size);
  const changing = new Set(changes.map((change) => change.turn));
  const step = (by: 1 | -1): void => {
    const next = turns[turns.indexOf(turn) + by];
    if (next !== undefined) setAfter(next);
  };
  return (
    <div className="file-state">
      <div className="file-turn" role="group" aria-label="After which turn">
        <button type="button" className="button" onClick={() => step(-1)} disabled={turns.indexOf(turn) <= 0}>
          Earlier
        </button>
        <label>
          After{" "}
          <select value={turn} onChange={({ target }) => setAfter(Number(target.value))}>
            {turns.map((index) => (
              <option key={index} value={index}>
                {`turn ${index + 1}${changing.has(index) ? " ●" : ""} ${visible(promptOf(outline, index).slice(0, 60))}`}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button"
          onClick={() => step(1)}
          disabled={turns.indexOf(turn) >= turns.length - 1}
        >
          Later
        </button>
        <span className="fact">● changed it</span>
      </div>
      {failure === null ? null : <p className="fact">{visible(failure)}</p>}
      {state === null ? null : state.state === "known" ? (
        <Lines text={state.text ?? ""} />
      ) : state.state === "deleted" ? (
        <p className="fact">It was not there any more.</p>
      ) : (
        <Doubts
          said={`What stood in it is not known${state.known_lines === 0 ? "" : ` but for ${plural(state.known_lines, "line")}`}:`}
          doubts={state.reasons}
          {...{ outline, go }}
        />
      )}
    </div>
  );
}

interface Told {
  readonly state: FileState | null;
  readonly failure: string | null;
}

function useFileState(source: Source, path: string, turn: number, size: number): Told {
  const [told, setTold] = useState<Told>({ state: null, failure: null });
  useEffect(() => {
    let here = true;
    source.state(path, turn).then(
      (state) => here && setTold({ state, failure: null }),
      (error: unknown) =>
        here && setTold({ state: null, failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      here = false;
    };
  }, [source, path, turn, size]);
  return told;
}

function Lines({ text }: { readonly text: string }): ReactNode {
  const [most, setMost] = useState(MOST);
  const lines = text.replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, most);
  if (text === "") return <p className="fact">It was empty.</p>;
  return (
    <div className="file-lines" role="group" aria-label="The file as it was">
      {shown.map((line, index) => (
        <div key={index} className="diff-line same">
          <span className="diff-number">{index + 1}</span>
          <span className="diff-text">
            {visible(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line)}
          </span>
        </div>
      ))}
      {shown.length < lines.length ? (
        <button type="button" className="more" onClick={() => setMost(most + MOST * 5)}>
          Show more: {plural(lines.length - shown.length, "line")}
        </button>
      ) : null}
    </div>
  );
}
