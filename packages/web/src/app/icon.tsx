// The icons, as paths on a grid of sixteen.

import type { ReactNode } from "react";

const PATHS = {
  prompt: "M3.5 4.5h9v6h-5l-3 2.5v-2.5h-1z",
  answer: "M8 2.5l1.3 4.2 4.2 1.3-4.2 1.3L8 13.5l-1.3-4.2L2.5 8l4.2-1.3z",
  reasoning: "M8 3.2a3.7 3.7 0 0 1 2 6.8v1.5H6V10a3.7 3.7 0 0 1 2-6.8zM6.5 13.5h3",
  command: "M3 5l3 3-3 3M8 11h5",
  change: "M8 3v6M5 6h6M5 12.5h6",
  call: "M10.5 3a3 3 0 0 0-2.8 4L3 11.7 4.3 13 9 8.3a3 3 0 0 0 4-2.8l-1.8 1.8-1.7-.3-.3-1.7L11 3.5z",
  plan: "M3 4.5l1 1 1.5-2M3 11l1 1 1.5-2M8 5h5M8 11.5h5",
  agent: "M8 2.5v2M4 5h8v6H4zM6 7.5h.01M10 7.5h.01M6.5 13.5h3M2.5 7v2M13.5 7v2",
  review: "M7 3.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM9.7 9.7l3.3 3.3",
  compaction: "M4 2.5l4 3.5 4-3.5M4 13.5L8 10l4 3.5M3 8h10",
  context: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
  note: "M8 5.5h.01M8 8v3.5M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
  unknown: "M6 6a2 2 0 1 1 2.8 1.8c-.5.3-.8.7-.8 1.2M8 11.5h.01M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
  damage: "M8 3l5.5 9.5h-11zM8 6.8v2.7M8 11h.01",
  sun: "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8 2v1M8 13v1M2 8h1M13 8h1M3.8 3.8l.7.7M11.5 11.5l.7.7M3.8 12.2l.7-.7M11.5 4.5l.7-.7",
  moon: "M12.5 9.5A5 5 0 0 1 6.5 3.5a5 5 0 1 0 6 6z",
  auto: "M8 2.5a5.5 5.5 0 1 1 0 11zM8 2.5a5.5 5.5 0 0 0 0 11z",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  share: "M8 9.5v-7M5.5 5L8 2.5 10.5 5M5 7.5H3.5v6h9v-6H11",
  lines: "M6 3.5l-3 4.5 3 4.5M10 3.5l3 4.5-3 4.5",
  fold: "M6 4l4 4-4 4",
  list: "M3 4h10M3 8h10M3 12h10",
  close: "M4 4l8 8M12 4l-8 8",
  search: "M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10 10l3.5 3.5",
  file: "M4 2.5h5l3 3v8H4z",
  link: "M6.5 9.5l3-3M7 5l1.5-1.5a2.5 2.5 0 0 1 3.5 3.5L10.5 8.5M9 11l-1.5 1.5A2.5 2.5 0 0 1 4 9l1.5-1.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
