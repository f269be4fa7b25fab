// The transcript: only what is in sight is drawn, whatever its length.

import { memo, type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { day } from "../text/figures.ts";
import { useSession } from "./context.ts";
import { estimateHeight } from "./fold.ts";
import { ItemLine } from "./item.tsx";
import type { Line } from "./lines.ts";
import { type Align, useMeasuredWindow } from "../window/measured.ts";
import { TurnLine } from "./turn.tsx";
import "./transcript.css";

export interface TranscriptHandle {
  /** Brings a line into sight: to the top of the window, or just so far as to be seen. */
  readonly show: (index: number, how: Align) => void;
}

interface TranscriptProps {
  readonly lines: readonly Line[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly cursor: string | null;
  readonly open: ReadonlySet<number>;
  readonly choose: (key: string) => void;
  /** Scrolling came to rest, and these are the first and last line in sight. */
  readonly rested: (first: number, last: number) => void;
  readonly handle: Ref<TranscriptHandle>;
  readonly empty: ReactNode;
}

export const Transcript = memo(function Transcript(props: TranscriptProps): ReactNode {
  const { lines, indexOf, cursor, open, choose, rested, handle, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const all = useRef<HTMLDivElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  /** Whether a hand moved it last, or a key: a key has put the cursor where it belongs. */
  const byHand = useRef(false);
  const moved = (): void => {
    byHand.current = true;
  };
  const opened = useRef(open);
  opened.current = open;
  const measured = useMemo(
    () => ({
      count: lines.length,
      keyOf: (index: number) => lines[index]?.key ?? "",
      indexOf: (key: string) => indexOf.get(key),
      estimate: (index: number) => heightOf(lines[index], opened.current),
    }),
    [lines, indexOf],
  );
  const restedByHand = useCallback(
    (first: number, last: number) => {
      if (byHand.current) rested(first, last);
    },
    [rested],
  );
  const { entries } = useSession();
  const window = useMeasuredWindow({
    scroller,
    all,
    drawn,
    lines: measured,
    ready: entries.idle,
    rested: restedByHand,
  });
  const { first, end, top, total, show } = window;
  useImperativeHandle(
    handle,
    () => ({
      show(index, how) {
        byHand.current = false;
        show(index, how);
      },
    }),
    [show],
  );
  // The last line is not left when its texts come, or more of them.
  useEffect(() => {
    if (!byHand.current && cursor !== null && lines.at(-1)?.key === cursor) show(lines.length - 1, "auto");
    // Only when something takes more room than it did.
  }, [total]);
  return (
    <div className="transcript" ref={scroller} tabIndex={-1} onWheel={moved} onTouchMove={moved} onPointerDown={moved}>
      {lines.length === 0 ? <div className="transcript-empty">{empty}</div> : null}
      {/* A feed of nothing is none. */}
      <div {...(lines.length === 0 ? {} : FEED)} ref={all} style={{ height: total }}>
        <div className="transcript-drawn" ref={drawn} style={{ transform: `translateY(${top}px)` }}>
          {lines.slice(first, end).map((line, place) => {
            const index = first + place;
            return (
              <div
                key={line.key}
                data-index={index}
                data-key={line.key}
                role="article"
                aria-posinset={index + 1}
                aria-setsize={lines.length}
                aria-label={labelOf(line)}
                tabIndex={line.key === cursor ? 0 : -1}
                className={line.key === cursor ? "line cursor" : "line"}
                onMouseDown={() => choose(line.key)}
              >
                {line.row === null ? (
                  <TurnLine turn={line.turn} newDay={beginsDay(lines, index)} />
                ) : (
                  <ItemLine row={line.row} inside={line.inside} unfolded={open.has(line.row.position)} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
});

const FEED = { role: "feed", "aria-label": "Transcript", "aria-busy": false } as const;

function labelOf({ row, turn }: Line): string {
  return row === null ? `Turn ${turn.head.index + 1}` : `${row.kind}: ${row.title.slice(0, 80)}`;
}

function heightOf(line: Line | undefined, open: ReadonlySet<number>): number {
  if (line === undefined || line.row === null) return 44;
  return estimateHeight(line.row.kind, line.row.lines, open.has(line.row.position));
}

/** The turn is the first of its day. */
function beginsDay(lines: readonly Line[], index: number): boolean {
  const own = lines[index]?.turn.head.started_at ?? null;
  if (own === null) return false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = lines[at];
    if (before?.row === null && before.turn.head.started_at !== null)
      return day(before.turn.head.started_at) !== day(own);
  }
  return true;
}
