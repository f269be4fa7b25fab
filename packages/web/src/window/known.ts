// Which lines of a long list are in sight: their heights are known, so nothing is measured and a jump costs what a step does.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

/** Where each line begins, and at the end where the last one ends. */
export function offsetsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  let sum = 0;
  for (let index = 0; index < count; index++) {
    offsets[index] = sum;
    sum += heightOf(index);
  }
  offsets[count] = sum;
  return offsets;
}

/** The line that stands at this height; the last one below all. */
export function lineAt(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Lines drawn beyond both ends of what is in sight; it is drawn anew each so many lines. */
const BEYOND = 12;
const STEP = 6;

export interface ListWindow {
  /** The first line to be drawn, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  readonly offsets: Float64Array;
  readonly show: (index: number, align: "center" | "nearest") => void;
}

export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  heightOf: (index: number) => number,
): ListWindow {
  const offsets = useMemo(() => offsetsOf(count, heightOf), [count, heightOf]);
  const [range, setRange] = useState({ first: 0, end: 60 });
  const latest = useRef(offsets);
  latest.current = offsets;

  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, clientHeight } = element;
    const now = latest.current;
    const first = Math.max(0, Math.floor((lineAt(now, scrollTop) - BEYOND) / STEP) * STEP);
    const end = Math.ceil((lineAt(now, scrollTop + clientHeight) + BEYOND) / STEP) * STEP;
    setRange((before) => (before.first === first && before.end === end ? before : { first, end }));
  }, [scroller]);

  useLayoutEffect(look, [look, offsets]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, look]);

  const show = useCallback(
    (index: number, align: "center" | "nearest") => {
      const element = scroller.current;
      const top = latest.current[index];
      const bottom = latest.current[index + 1];
      if (element === null || top === undefined || bottom === undefined) return;
      const { scrollTop, clientHeight } = element;
      if (align === "center") element.scrollTop = top - (clientHeight - (bottom - top)) / 2;
      else if (top < scrollTop) element.scrollTop = top;
      else if (bottom > scrollTop + clientHeight) element.scrollTop = bottom - clientHeight;
      look();
    },
    [scroller, look],
  );

  return { first: Math.min(range.first, count), end: Math.min(range.end, count), offsets, show };
}
