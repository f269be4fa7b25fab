// Which lines of a long list are in sight where heights are only known of what was drawn: what one looks at stays in its place.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createHeights, type Heights } from "./heights.ts";

/** Another object is another list; lines keep their heights by their keys. */
export interface MeasuredLines {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  readonly indexOf: (key: string) => number | undefined;
  /** About how high it will be. */
  readonly estimate: (index: number) => number;
}

export type Align = "start" | "center" | "auto";

export interface MeasuredWindow {
  /** The first line to be drawn, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first one begins, and how high all are. */
  readonly top: number;
  readonly total: number;
  readonly show: (index: number, align: Align) => void;
}

/** Elements: what scrolls, within it one as high as all lines, within that the lines that are drawn, one under the other. */
interface MeasuredOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly all: RefObject<HTMLElement | null>;
  readonly drawn: RefObject<HTMLElement | null>;
  readonly lines: MeasuredLines;
  /** What is in sight is there, and more may be drawn. */
  readonly ready: () => boolean;
  /** Scrolling came to rest, and these are the first and last line in sight. */
  readonly rested: (first: number, last: number) => void;
}

/** Pixels drawn beyond what is in sight: while it moves, and when it rests, so that the neighbours are there. */
const MOVING = 200;
const RESTING = 900;
/** What is drawn must reach so far beyond what is in sight. */
const LEAST = 60;
/** Milliseconds without a movement. */
const REST = 150;
/** Room above and below what is brought into sight, and below all. */
const ABOVE = 8;
const BELOW = 48;
const END = 160;

/** What stays where it is: a line's beginning, so far above the upper edge; or a line one asked for. */
type Anchor = { readonly key: string; readonly beyond: number } | { readonly key: string; readonly align: Align };

export function useMeasuredWindow({ scroller, all, drawn, lines, ready, rested }: MeasuredOptions): MeasuredWindow {
  const measured = useRef(new Map<string, number>());
  const heights = useMemo(
    () => createHeights(lines.count, (index) => measured.current.get(lines.keyOf(index)) ?? lines.estimate(index)),
    [lines],
  );
  const [range, setRange] = useState({ first: 0, end: 30 });
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const now = useRef({ heights, lines, range, ready, rested });
  const anchor = useRef<Anchor | null>(null);
  const expected = useRef(0);

  /** What is in sight has to be drawn; `beyond` so far, where anything is drawn anew. */
  const look = useCallback(
    (beyond: number, how: (draw: () => void) => void): void => {
      const element = scroller.current;
      if (element === null) return;
      const { heights: known, range: before } = now.current;
      const { scrollTop, clientHeight } = element;
      const reach = (far: number): { readonly first: number; readonly end: number } => ({
        first: known.at(scrollTop - far),
        end: known.count === 0 ? 0 : known.at(scrollTop + clientHeight + far) + 1,
      });
      const least = reach(beyond === RESTING ? RESTING : LEAST);
      if (before.first <= least.first && before.end >= least.end) return;
      const next = reach(beyond);
      now.current = { ...now.current, range: next };
      how(() => setRange(next));
    },
    [scroller],
  );

  /** Scrolls so that the anchor is where it was, or where it was asked for. */
  const settle = useCallback((): void => {
    const [element, kept] = [scroller.current, anchor.current];
    const { heights: known, lines: there } = now.current;
    const index = kept === null ? undefined : there.indexOf(kept.key);
    if (element === null || kept === null || index === undefined) return;
    const { scrollTop, clientHeight } = element;
    const top = known.top(index);
    const wanted =
      "beyond" in kept ? top + kept.beyond : placed(kept.align, scrollTop, clientHeight, top, top + known.of(index));
    if (Math.abs(wanted - scrollTop) < 1) return;
    if (all.current !== null) all.current.style.height = `${known.top(known.count) + END}px`;
    element.scrollTop = wanted;
    expected.current = element.scrollTop;
  }, [scroller, all]);

  const takeHeights = useCallback((): boolean => {
    const { heights: known, lines: there } = now.current;
    let changed = false;
    for (const line of drawn.current?.children ?? []) {
      const index = Number((line as HTMLElement).dataset["index"]);
      const { height } = line.getBoundingClientRect();
      if (height === 0 || index >= there.count) continue;
      measured.current.set(there.keyOf(index), height);
      changed = known.set(index, height) !== 0 || changed;
    }
    return changed;
  }, [drawn]);

  /** From here on what stands at the upper edge stays there. */
  const hold = useCallback((): void => {
    const { heights: known, lines: there } = now.current;
    const { scrollTop = 0 } = scroller.current ?? {};
    if (there.count === 0) return;
    const index = known.at(scrollTop);
    anchor.current = { key: there.keyOf(index), beyond: scrollTop - known.top(index) };
  }, [scroller]);

  useLayoutEffect(() => {
    now.current = { heights, lines, range, ready, rested };
    const changed = takeHeights();
    settle();
    look(MOVING, (draw) => draw());
    // How high all are is told with the next drawing.
    if (changed) drawAgain();
  });

  useEffect(() => {
    const element = scroller.current;
    const stack = drawn.current;
    if (element === null || stack === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reachOut = (): void => {
      if (now.current.ready()) look(RESTING, (draw) => draw());
      else timer = setTimeout(reachOut, REST);
    };
    const rest = (): void => {
      const { heights: known, rested: tell } = now.current;
      const { scrollTop, clientHeight } = element;
      if (known.count > 0) tell(known.at(scrollTop + ABOVE), known.at(scrollTop + clientHeight - BELOW));
      reachOut();
    };
    const restSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(rest, REST);
    };
    const moved = (): void => {
      restSoon();
      if (Math.abs(element.scrollTop - expected.current) >= 1.5) {
        expected.current = element.scrollTop;
        hold();
      }
      look(MOVING, flushSync);
    };
    const touched = (): void => {
      if (anchor.current !== null && "align" in anchor.current) hold();
    };
    const resized = new ResizeObserver(() => {
      if (takeHeights()) {
        settle();
        drawAgain();
      }
      look(MOVING, (draw) => draw());
      restSoon();
    });
    resized.observe(element);
    resized.observe(stack);
    element.addEventListener("scroll", moved, { passive: true });
    for (const type of HANDS) window.addEventListener(type, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      resized.disconnect();
      element.removeEventListener("scroll", moved);
      for (const type of HANDS) window.removeEventListener(type, touched, { capture: true });
    };
  }, [scroller, drawn, look, hold, settle, takeHeights]);

  const show = useCallback(
    (index: number, align: Align) => {
      const { lines: there } = now.current;
      if (index < 0 || index >= there.count) return;
      anchor.current = { key: there.keyOf(index), align };
      settle();
      look(MOVING, (draw) => draw());
    },
    [settle, look],
  );

  const [first, end] = [Math.min(range.first, lines.count), Math.min(range.end, lines.count)];
  return { first, end, top: heights.top(first), total: totalOf(heights), show };
}

/** Whoever does one of these has seen what was asked for. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

function totalOf(heights: Heights): number {
  return heights.count === 0 ? 0 : heights.top(heights.count) + END;
}

/** Where to scroll to so that a line is in sight. */
function placed(align: Align, scrollTop: number, room: number, top: number, bottom: number): number {
  const start = Math.max(0, top - ABOVE);
  if (align === "start") return start;
  if (align === "center") return bottom - top > room ? start : Math.max(0, (top + bottom - room) / 2);
  if (top - ABOVE < scrollTop || bottom - top > room - ABOVE - BELOW) return start;
  return Math.max(scrollTop, bottom + BELOW - room);
}
