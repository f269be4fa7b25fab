// The transcript: only what is in sight is drawn, whatever its length.

import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from "react";
import { day } from "../text/figures.ts";
import { estimateHeight } from "./fold.ts";
import { ItemLine } from "./item.tsx";
import type { Line } from "./lines.ts";
import { TurnLine } from "./turn.tsx";
import "./transcript.css";

export interface TranscriptHandle {
  /** Brings a line into sight: to the top of the window, or just so far as to be seen. */
  readonly show: (index: number, how: "start" | "center" | "auto") => void;
}

interface TranscriptProps {
  readonly lines: readonly Line[];
  readonly cursor: string | null;
  readonly open: ReadonlySet<number>;
  readonly choose: (key: string) => void;
  /** Scrolling came to rest, and these are the first and last line in sight. */
  readonly rested: (first: number, last: number) => void;
  readonly handle: Ref<TranscriptHandle>;
  readonly empty: ReactNode;
}

export const Transcript = memo(function Transcript(props: TranscriptProps): ReactNode {
  const { lines, cursor, open, choose, rested, handle, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  /** Whether a hand moved it last, or a key: a key has put the cursor where it belongs. */
  const byHand = useRef(false);
  const moved = (): void => {
    byHand.current = true;
  };
  // The same functions as long as they say the same: another one makes all heights be reckoned anew.
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const estimateSize = useCallback((index: number) => heightOf(lines[index], open), [lines, open]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: 6,
    paddingEnd: 160,
    scrollPaddingStart: 8,
    scrollPaddingEnd: 48,
  });
  useImperativeHandle(
    handle,
    () => ({
      show(index, how) {
        byHand.current = false;
        virtualizer.scrollToIndex(index, { align: how });
      },
    }),
    [virtualizer],
  );
  // The last line is not left when its texts come, or more of them.
  const total = virtualizer.getTotalSize();
  useEffect(() => {
    if (!byHand.current && cursor !== null && lines.at(-1)?.key === cursor) {
      virtualizer.scrollToIndex(lines.length - 1, { align: "auto" });
    }
    // Only when something takes more room than it did.
  }, [total]);
  const { isScrolling } = virtualizer;
  useEffect(() => {
    const element = scroller.current;
    if (isScrolling || element === null || !byHand.current) return;
    const seen = virtualizer
      .getVirtualItems()
      .filter(({ start, end }) => end > element.scrollTop + 8 && start < element.scrollTop + element.clientHeight - 48);
    const [first, last] = [seen[0], seen.at(-1)];
    if (first !== undefined && last !== undefined) rested(first.index, last.index);
    // Only when scrolling comes to rest.
  }, [isScrolling]);
  return (
    <div className="transcript" ref={scroller} tabIndex={-1} onWheel={moved} onTouchMove={moved} onPointerDown={moved}>
      {lines.length === 0 ? <div className="transcript-empty">{empty}</div> : null}
      <div role="feed" aria-label="Transcript" aria-busy="false" style={{ height: total }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-key={line.key}
              role="article"
              aria-posinset={index + 1}
              aria-setsize={lines.length}
              aria-label={labelOf(line)}
              tabIndex={line.key === cursor ? 0 : -1}
              className={line.key === cursor ? "line cursor" : "line"}
              style={{ transform: `translateY(${start}px)` }}
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
  );
});

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
