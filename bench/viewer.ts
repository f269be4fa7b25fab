// The viewer as it is used: its server asked for pages of a session, and a browser that opens one.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, linkSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { launchBrowser } from "../journeys/browser/browser.ts";
import type { Sample } from "./child.ts";
import { FOLDER } from "./files.ts";

interface Viewer {
  readonly link: string;
  readonly key: string;
  readonly ask: (path: string) => Promise<Answer>;
  readonly peak: () => number;
}

interface Answer {
  /** Milliseconds to its end. */
  readonly took: number;
  readonly size: number;
  /** What it says, read anew each time: who does not want it leaves nothing to be collected while others are timed. */
  readonly body: () => unknown;
}

interface Progress {
  readonly progress: { readonly done: boolean };
}

/** A server on a home of one session, which nobody has asked for yet. */
async function withViewer(program: string, session: string, use: (viewer: Viewer) => Promise<number>): Promise<Sample> {
  // Beside the material: a link does not lead from one disk to another.
  const home = mkdtempSync(join(FOLDER, "view-"));
  const start = process.hrtime.bigint();
  let child: ChildProcess | null = null;
  try {
    const id = headerId(session);
    const day = join(home, "sessions", "2026", "01", "05");
    mkdirSync(day, { recursive: true });
    linkSync(session, join(day, `rollout-2026-01-05T08-00-00-${id}.jsonl`));
    child = spawn(process.execPath, [program, "serve", "--no-redact", "--home", home], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, XDG_CACHE_HOME: join(home, "cache") },
    });
    const link = await firstLine(child);
    const entered = await fetch(link, { redirect: "manual" });
    await entered.arrayBuffer();
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { pid } = child;
    const viewer: Viewer = {
      link,
      key: id,
      async ask(path) {
        const from = performance.now();
        const { status, bytes } = await get(new URL(path, link), cookie);
        const took = performance.now() - from;
        if (status !== 200) throw new Error(`${status}: ${bytes.toString("utf8")}`);
        return { took, size: bytes.length, body: () => JSON.parse(bytes.toString("utf8")) as unknown };
      },
      peak: () => Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024,
    };
    await viewer.ask("/api/about");
    const figure = await use(viewer);
    return { seconds: Number(process.hrtime.bigint() - start) / 1e9, rss: viewer.peak(), figure };
  } finally {
    child?.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

const agent = new Agent({ keepAlive: true });

/** With little around it: `fetch`, and streams that are waited for, take milliseconds of their own, one time in twenty. */
function get(url: URL, cookie: string): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    asked.on("error", reject).end();
  });
}

function headerId(session: string): string {
  const head = Buffer.alloc(1000);
  const file = openSync(session, "r");
  readSync(file, head);
  closeSync(file);
  return /"id":"([0-9a-f-]{36})"/.exec(head.toString("latin1"))?.[1] ?? "";
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  stdout?.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  while (!said.includes("\n") && stdout !== null) await once(stdout, "data");
  return said.trim();
}

async function readToItsEnd({ ask, key }: Viewer): Promise<number> {
  for (;;) {
    const { body } = await ask(`/api/sessions/${key}/turns?limit=1`);
    if ((body() as Progress).progress.done) break;
    await sleep(200);
  }
  const { body } = await ask(`/api/sessions/${key}/items?direction=desc&limit=1`);
  return ((body() as { items: { position: number }[] }).items[0]?.position ?? 0) + 1;
}

/** Milliseconds that no browser needs less of for the pages, before it asks for a session. */
const PAGES_LOAD = 100;

/** Milliseconds to the first rows of a session that nobody has looked at. */
export function firstData(program: string, session: string): Promise<Sample> {
  return withViewer(program, session, async ({ ask, key }) => {
    await ask("/api/sessions");
    await sleep(PAGES_LOAD);
    return (await ask(`/api/sessions/${key}/rows?limit=200`)).took;
  });
}

const WINDOWS = 200;
const WINDOW = 30;

/** Of so many windows anywhere in a session that was read, all but one in twenty come within so many milliseconds. */
export function windows(program: string, session: string): Promise<Sample> {
  return withViewer(program, session, async (viewer) => {
    const size = await readToItsEnd(viewer);
    const times: number[] = [];
    for (let index = 0; index < WINDOWS; index++) {
      // Far apart, and everywhere.
      const from = Math.floor((((index * 89) % WINDOWS) / WINDOWS) * size);
      const { took, body } = await viewer.ask(`/api/sessions/${viewer.key}/items?from=${from}&limit=${WINDOW}`);
      // Whoever asks reads the answer, and asks then.
      body();
      times.push(took);
    }
    return times.toSorted((a, b) => a - b)[Math.ceil(0.95 * WINDOWS) - 1] ?? Number.NaN;
  });
}

/** All of a session is told once, as a page asks for it; the megabytes of that. */
export function allTold(program: string, session: string): Promise<Sample> {
  return withViewer(program, session, async (viewer) => {
    await readToItsEnd(viewer);
    let bytes = 0;
    for (let cursor = ""; ;) {
      const { body, size } = await viewer.ask(`/api/sessions/${viewer.key}/rows?limit=2000${cursor}`);
      const { rows, next_cursor } = body() as { readonly rows: readonly unknown[]; readonly next_cursor: string };
      bytes += size;
      if (rows.length === 0) return bytes / 1e6;
      cursor = `&cursor=${next_cursor}`;
    }
  });
}

/** Milliseconds from the address to the first text of a session; the browser knows the pages already. */
export function firstContent(program: string, session: string): Promise<Sample> {
  return inBrowser(program, session, async (page, address) => {
    await page.addInitScript(`new MutationObserver(() => {
      const said = document.querySelector(".item :is(.typed, .markdown, .terminal)");
      if (said !== null) window.firstContent ??= performance.now();
    }).observe(document, { childList: true, subtree: true });`);
    await page.goto(address);
    await until(page, "window.firstContent !== undefined");
    return page.evaluate<number>("window.firstContent");
  });
}

/** The page's own policy lets nothing be evaluated in it that waits there. */
async function until(page: Page, condition: string): Promise<void> {
  while (!(await page.evaluate<boolean>(condition))) await sleep(20);
}

/** Places that are scrolled to. */
const PLACES = 30;

/** Milliseconds until what stands at a place far away is drawn with its texts; all but one in twenty. */
export function scrolling(program: string, session: string): Promise<Sample> {
  return inBrowser(program, session, async (page, address, viewer) => {
    await page.goto(address);
    await page.getByRole("article").first().waitFor();
    const size = await readToItsEnd(viewer);
    const all = `Number(document.querySelector('[role="article"]')?.ariaSetSize) > ${size * 0.3}`;
    await until(page, all);
    return page.evaluate<number>(`(async () => {
      const place = document.querySelector(".transcript");
      const seen = (line) => {
        const { top, bottom } = line.getBoundingClientRect();
        const box = place.getBoundingClientRect();
        return bottom > box.top && top < box.bottom;
      };
      const drawn = () => {
        const lines = [...document.querySelectorAll(".line")].filter(seen);
        return lines.length > 0 && lines.every((line) => line.querySelector(".item-body > div[style]") === null);
      };
      const times = [];
      for (let index = 0; index < ${PLACES}; index++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const start = performance.now();
        place.scrollTop = (((index * 7) % ${PLACES}) / ${PLACES}) * (place.scrollHeight - place.clientHeight);
        do await new Promise(requestAnimationFrame); while (!drawn());
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[Math.ceil(0.95 * ${PLACES}) - 1];
    })()`);
  });
}

type Look = (page: Page, address: string, viewer: Viewer) => Promise<number>;

function inBrowser(program: string, session: string, look: Look): Promise<Sample> {
  return withViewer(program, session, async (viewer) => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      page.setDefaultTimeout(300_000);
      await page.goto(viewer.link);
      await page.getByRole("listitem").first().waitFor();
      return await look(page, new URL(`/s/${viewer.key}`, viewer.link).href, viewer);
    } finally {
      await browser.close();
    }
  });
}
