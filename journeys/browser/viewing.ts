// Somebody who looks at the viewer in a real Chromium: opens pages, reads what they say, and takes pictures of them.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { launchBrowser } from "./browser.ts";
import { serveHome, type Serving } from "./serving.ts";

const SPECIMEN = join(import.meta.dirname, "../../specimens/paginated/0.169.0/appserver_live/home");
/** Where pictures of the screens are put; nowhere if it is not set. */
const SCREENS = process.env["ROLLBOOK_SCREENS"] ?? "";

/** Milliseconds: whatever takes so long does not come, however busy the machine is. */
const PATIENCE = 20_000;

/** When nothing of a home was being written. */
const LONG_AGO = 1_795_000_000;

export interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about. */
  readonly complaints: string[];
  /** Addresses that were asked for. */
  readonly asked: string[];
}

export interface OpenOptions {
  readonly dark?: boolean;
  readonly width?: number;
}

export interface Viewing {
  /** A codex home of these tests alone, which is served. */
  readonly home: string;
  /** The address of a page. */
  readonly address: (path: string) => string;
  readonly openPage: (options?: OpenOptions) => Promise<Opened>;
}

function fillWithOne(home: string): void {
  cpSync(SPECIMEN, home, { recursive: true });
}

/** Serves a home, which `fill` makes, from before the tests of a file to after them. */
export function viewing(fill: (home: string) => void = fillWithOne): Viewing {
  const home = mkdtempSync(join(tmpdir(), "rollbook-view-"));
  const cache = mkdtempSync(join(tmpdir(), "rollbook-view-cache-"));
  fill(home);
  for (const { parentPath, name } of readdirSync(home, { recursive: true, withFileTypes: true })) {
    quieten(join(parentPath, name));
  }
  let browser: Browser;
  let serving: Serving;
  beforeAll(async () => {
    [browser, serving] = await Promise.all([launchBrowser(), serveHome(home, cache)]);
  });
  afterAll(async () => {
    await browser.close();
    serving.close();
    for (const place of [home, cache]) rmSync(place, { recursive: true, force: true });
  });
  return {
    home,
    address: (path) => new URL(path, serving.link).href,
    async openPage({ dark = false, width = 1440 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
        timezoneId: "UTC",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const complaints: string[] = [];
      const asked: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(serving.link);
      await page.getByRole("listitem").first().waitFor();
      return { context, page, complaints, asked };
    },
  };
}

/** Nobody is writing to it. */
export function quieten(path: string): void {
  utimesSync(path, LONG_AGO, LONG_AGO);
}

/** The line the cursor is on, of a session. */
export function cursor(page: Page): Locator {
  return page.locator(".line.cursor");
}

/** Asked at one moment: a session may grow between two questions. */
export async function isAtEnd(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const line = document.querySelector(".line.cursor");
    return line !== null && line.getAttribute("aria-posinset") === line.getAttribute("aria-setsize");
  })()`);
}

export async function says(line: Locator, words: string): Promise<void> {
  await expect.poll(() => line.textContent()).toContain(words);
}

export async function leads(page: Page, address: RegExp): Promise<void> {
  await expect.poll(() => page.url()).toMatch(address);
}

export async function picture(page: Page, name: string): Promise<void> {
  if (SCREENS !== "") await page.screenshot({ path: join(SCREENS, `${name}.png`) });
}

/** What axe finds that is serious. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")))`);
}
