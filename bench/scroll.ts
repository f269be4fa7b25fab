// Scrolls the viewer's list of a home in a real Chromium, and tells the longest task of the page meanwhile.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { launchBrowser } from "../journeys/browser/browser.ts";
import type { Sample } from "./child.ts";
import { crowd } from "./crowd.ts";
import { NO_INDEX } from "./find.ts";
import type { Measure } from "./measures.ts";
import type { Built } from "./program.ts";

/** A hundred thousand heads are read, and told. */
const PATIENCE = 180_000;
/** To places all over the list, each drawn before the next. */
const JUMP = `(async () => {
  const list = document.querySelector(".list-body");
  for (let n = 0; n < 60; n++) {
    list.scrollTop = ((n * 37) % 60) / 60 * (list.scrollHeight - list.clientHeight);
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  }
})()`;

export function scrollMeasure({ program }: Built): Measure {
  return {
    name: "list-scroll",
    what: "The longest task of the page while 100,000 sessions are scrolled in the viewer",
    material: [],
    subject: { name: "Chromium", run: program === null ? null : () => scrollList(program, crowd(), NO_INDEX) },
    yardstick: null,
    kind: "at most",
    unit: "ms",
    goal: 50,
    memory: null,
    runs: 3,
  };
}

/**
 * The figure is in milliseconds of the processor, not of the clock: whatever else the machine does is no task of the page.
 * `program` is the file that starts rollbook.
 */
async function scrollList(program: string, home: string, env: Readonly<Record<string, string>>): Promise<Sample> {
  const server = spawn(process.execPath, [program, "serve", "--no-redact", "--home", home], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const browser = await launchBrowser();
  try {
    const [told] = (await once(server.stdout, "data")) as [Buffer];
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(told.toString().trim());
    await page.getByText(/^[\d,]+ sessions$/).waitFor();
    await browser.startTracing(page, { categories: ["toplevel"] });
    await page.mouse.move(700, 500);
    for (let n = 0; n < 100; n++) await page.mouse.wheel(0, 700);
    await page.evaluate(JUMP);
    for (let n = 0; n < 60; n++) await page.keyboard.press("j");
    await page.keyboard.press("End");
    await page.waitForTimeout(500);
    return { seconds: 0, rss: 0, figure: longestTask(await browser.stopTracing()) };
  } finally {
    await browser.close();
    server.kill();
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Of the threads that run pages, in milliseconds. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString("utf8")) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map((event) => threadOf(event)),
  );
  const tasks = traceEvents.filter((event) => event.name.endsWith("RunTask") && pages.has(threadOf(event)));
  if (tasks.length === 0) throw new Error("the browser told of no task");
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
}
