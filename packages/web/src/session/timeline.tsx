// The strip of time above the transcript: what happened when, and a range to look at, drawn with a drag.

import { memo, type PointerEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Outline } from "../source/outline.ts";
import { clock, day, duration } from "../text/figures.ts";
import type { SearchPatch } from "./search.ts";
import { type Bucket, bucketsOf, timescaleOf } from "./timescale.ts";
import { ToldOfTime } from "./told.tsx";
import "./timeline.css";

const COUNT = 240;
const HEIGHT = 28;
/** A shorter drag is a click: it goes to the place. */
const SHORTEST = 0.004;

interface TimelineProps {
  readonly outline: Outline;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Where the cursor is, Unix milliseconds. */
  readonly at: number | null;
  readonly change: (patch: SearchPatch) => void;
  readonly go: (moment: number) => void;
}

export const Timeline = memo(function Timeline({ outline, from, to, at, change, go }: TimelineProps): ReactNode {
  const turns = useDeferredValue(outline.turns);
  const scale = useMemo(() => timescaleOf(turns), [turns]);
  const buckets = useMemo(() => (scale === null ? [] : bucketsOf(turns, scale, COUNT)), [turns, scale]);
  const strip = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly start: number; readonly end: number } | null>(null);
  if (scale === null) return <div className="timeline" />;
  const placeOf = (event: PointerEvent): number => {
    const { left, width } = strip.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.max(0, Math.min(1, (event.clientX - left) / width));
  };
  const range =
    drag !== null
      ? { left: Math.min(drag.start, drag.end), right: Math.max(drag.start, drag.end) }
      : from !== undefined || to !== undefined
        ? { left: from === undefined ? 0 : scale.place(from), right: to === undefined ? 1 : scale.place(to) }
        : null;
  const end = (event: PointerEvent): void => {
    if (drag === null) return;
    const [left, right] = [Math.min(drag.start, placeOf(event)), Math.max(drag.start, placeOf(event))];
    setDrag(null);
    if (right - left < SHORTEST) go(scale.moment(left));
    else change({ from: scale.moment(left), to: scale.moment(right) });
  };
  const told = range === null ? null : `${clock(scale.moment(range.left))} to ${clock(scale.moment(range.right))}`;
  return (
    <div className="timeline">
      <div
        ref={strip}
        className="timeline-strip"
        role="img"
        aria-label={`Timeline from ${day(scale.from)} ${clock(scale.from)}, ${duration(scale.to - scale.from)}${told === null ? "" : `; only ${told} is shown`}`}
        title="Drag to look at a part; double-click for all"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ start: placeOf(event), end: placeOf(event) });
        }}
        onPointerMove={(event) => {
          if (drag !== null) setDrag({ ...drag, end: placeOf(event) });
        }}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={() => change({ from: undefined, to: undefined })}
      >
        <Bars buckets={buckets} />
        <ToldOfTime scale={scale} />
        {at === null ? null : <span className="timeline-cursor" style={{ left: `${scale.place(at) * 100}%` }} />}
        {range === null ? null : (
          <span
            className="timeline-range"
            style={{ left: `${range.left * 100}%`, width: `${(range.right - range.left) * 100}%` }}
          />
        )}
      </div>
      {told === null || drag !== null ? null : (
        <button
          type="button"
          className="chip"
          aria-pressed="true"
          onClick={() => change({ from: undefined, to: undefined })}
        >
          {told} ✕
        </button>
      )}
    </div>
  );
});

const Bars = memo(function Bars({ buckets }: { readonly buckets: readonly Bucket[] }): ReactNode {
  const most = Math.log2(1 + buckets.reduce((max, { items }) => Math.max(max, items), 1));
  return (
    <svg viewBox={`0 0 ${COUNT} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {buckets.map(({ items, errors, changes, prompts, compactions }, index) => {
        if (items === 0) return null;
        const height = 3 + (Math.log2(1 + items) / most) * (HEIGHT - 9);
        const name = errors > 0 ? "errors" : changes > 0 ? "changes" : compactions > 0 ? "compactions" : "items";
        return (
          <g key={index}>
            <rect className={name} x={index} width={0.82} y={HEIGHT - height} height={height} />
            {prompts > 0 ? <rect className="prompts" x={index} width={0.82} y={0} height={3} /> : null}
          </g>
        );
      })}
    </svg>
  );
});
