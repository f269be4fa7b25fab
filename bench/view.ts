// What is promised of the viewer: of its server, and of what a person sees in a browser.

import { pathOf } from "./files.ts";
import type { Measure, Subject } from "./measures.ts";
import type { Built } from "./program.ts";
import { allTold, firstContent, firstData, scrolling, windows } from "./viewer.ts";

const MB = 1e6;

export function viewMeasures({ program }: Built): readonly Measure[] {
  const subject = (name: string, run: typeof windows, material: string): Subject => ({
    name,
    run: program === null ? null : () => run(program, pathOf(material)),
  });
  const none = { yardstick: null, goal: null, memory: null, kind: "at most", unit: "ms" } as const;
  return [
    {
      ...none,
      name: "view-data",
      what: "The viewer's server: first rows of a session of 1 GB that nobody has looked at",
      material: ["big"],
      subject: subject("rollbook serve", firstData, "big"),
      goal: 10,
    },
    {
      ...none,
      name: "view-windows",
      what: "The same: a window of 30 items anywhere in it, p95",
      material: ["big"],
      subject: subject("rollbook serve", windows, "big"),
      goal: 5,
      runs: 3,
    },
    {
      ...none,
      name: "view-memory",
      what: "The same: all of it told once, the most memory",
      material: ["big"],
      subject: subject("rollbook serve", allTold, "big"),
      unit: "MB",
      memory: 150 * MB,
      runs: 3,
    },
    {
      ...none,
      name: "view-first",
      what: "A session of 1 MB in a browser: first text",
      material: ["one"],
      subject: subject("Chromium", firstContent, "one"),
      goal: 200,
    },
    {
      ...none,
      name: "view-first-big",
      what: "A session of 1 GB in a browser: first text",
      material: ["big"],
      subject: subject("Chromium", firstContent, "big"),
      goal: 400,
      runs: 3,
    },
    {
      ...none,
      name: "view-scroll",
      what: "The same: scrolled to any place, until its texts are drawn, p95",
      material: ["big"],
      subject: subject("Chromium", scrolling, "big"),
      goal: 100,
      runs: 3,
    },
  ];
}
