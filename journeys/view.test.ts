// The viewer in a real Chromium: a file is dropped on the page, read there, and gone through by keyboard.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listScenarios } from "../lab/specimen/session-files.ts";
import { launchBrowser } from "./browser/browser.ts";
import { hostileSession } from "./browser/hostile.ts";
import { type Pages, servePages } from "./browser/pages.ts";

const NAME = "rollout-2026-11-21T07-40-07-01a1fd0c-5957-7fc0-b849-c6a9290f3e58.jsonl";
const SCREENS = process.env["ROLLBOOK_SCREENS"] ?? "";

let browser: Browser;
let pages: Pages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([launchBrowser(), servePages()]);
});
afterAll(async () => {
  await browser.close();
  pages.close();
});

/** The largest file of a specimen. */
function specimen(label: string, name: string): Buffer {
  const files = listScenarios().find((one) => one.label === label && one.name === name)?.files ?? [];
  const [largest] = files.map((file) => readFileSync(file)).toSorted((a, b) => b.length - a.length);
  if (largest === undefined) throw new Error(`there is no specimen ${label}/${name}`);
  return largest;
}

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about. */
  readonly complaints: string[];
}

async function openPage(options: { readonly dark?: boolean; readonly width?: number } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(pages.url);
  await page.getByRole("button", { name: "Choose a file" }).waitFor();
  return { context, page, complaints };
}

/** Drops a file the way a hand does: what the page gets is an event with a file in it. */
async function drop(page: Page, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString("base64"))}), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], ${JSON.stringify(NAME)}));
      return transfer;
    })()`,
  );
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.getByText("Drop it to read it here").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.getByRole("article").first().waitFor();
}

function cursor(page: Page): Locator {
  return page.locator(".line.cursor");
}

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENS !== "") await page.screenshot({ path: join(SCREENS, `${name}.png`) });
}

/** What axe finds that is serious. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")))`);
}

test("a session is dropped, gone through by keyboard, filtered, and is as it was after a reload", async () => {
  const { context, page, complaints } = await openPage();
  const before = pages.asked().length;
  await drop(page, specimen("0.169.0-codemode", "appserver_live"));
  await page.getByRole("navigation", { name: "Turns" }).getByText("turn steer").waitFor();

  await page.keyboard.press("j");
  await expect.poll(() => cursor(page).textContent()).toContain("turn one");
  await page.keyboard.press("J");
  await expect.poll(() => cursor(page).textContent()).toContain("turn two");
  await page.keyboard.press("K");
  await page.keyboard.press("e");
  await expect.poll(() => cursor(page).textContent()).toContain("exit 2");
  await page.keyboard.press("d");
  await expect.poll(() => cursor(page).textContent()).toContain("live.txt");

  await page.keyboard.press("r");
  const raw = page.getByRole("complementary", { name: "Lines behind this" });
  await raw.getByText('"item_completed"').first().waitFor();
  await raw
    .getByText(/offset [\d,]+ · [\d,]+ bytes/)
    .first()
    .waitFor();
  await picture(page, "session-light");

  await page.keyboard.press("/");
  await page.keyboard.type("user-shell");
  await page.getByText("1 found").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.url()).toMatch(/q=user-shell/);
  await page.keyboard.press("j");
  await expect.poll(() => cursor(page).textContent()).toContain("exit 4");
  await expect.poll(() => page.url()).toMatch(/raw=true/);
  await expect.poll(() => page.url()).toContain(`at=${await cursor(page).getAttribute("data-key")}`);

  await page.reload();
  await page.getByText("1 found").waitFor();
  await expect.poll(() => cursor(page).textContent()).toContain("exit 4");
  await page.getByRole("complementary", { name: "Lines behind this" }).getByText("exit_code").first().waitFor();

  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.url()).not.toMatch(/q=|raw=/);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByText("Next error").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect
    .poll(() => cursor(page).getAttribute("aria-posinset"))
    .toBe(await cursor(page).getAttribute("aria-setsize"));

  // Nothing but the page itself was asked of the server, and that again on the reload.
  expect(
    pages
      .asked()
      .slice(before)
      .filter((path) => path !== "/file"),
  ).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("light and dark, wide and narrow, there is nothing that shuts people out", async () => {
  const session = specimen("0.169.0-codemode", "appserver_live");
  for (const [dark, width] of [
    [false, 1440],
    [true, 420],
  ] as const) {
    const { context, page, complaints } = await openPage({ dark, width });
    expect(await findings(page)).toEqual([]);
    await drop(page, session);
    await page.keyboard.press("d");
    await page.keyboard.press("x");
    if (width === 1440) await page.keyboard.press("r");
    await expect.poll(() => page.url()).toMatch(/open=\d+/);
    expect(await findings(page)).toEqual([]);
    const colour = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(colour).toBe(dark ? "rgb(16, 16, 18)" : "rgb(255, 255, 255)");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await picture(page, dark ? "session-narrow-dark" : "session-wide-light");
    // The switch: as the system, light, dark.
    await page.keyboard.press("t");
    await page.keyboard.press("t");
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(16, 16, 18)");
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("a session that means harm is shown, and nothing of it runs", async () => {
  const { context, page, complaints } = await openPage({ width: 1000 });
  const strangers: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(pages.url) && !request.url().startsWith("blob:")) strangers.push(request.url());
  });
  await drop(page, hostileSession());
  await page.getByRole("heading", { name: "Title <img src=x" }).waitFor();
  await page.keyboard.press("a");
  // Every line is looked at, and unfolded.
  const count = Number(await page.getByRole("article").first().getAttribute("aria-setsize"));
  expect(count).toBeGreaterThan(12);
  for (let line = 1; line < count; line += 1) {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
  }
  await page.getByText("The end.").waitFor();
  expect(
    await page.evaluate(
      "[window.ran, document.querySelectorAll('iframe, img, svg[onload], a[href^=javascript]').length]",
    ),
  ).toEqual([undefined, 0]);
  expect(
    await page.evaluate(
      "[...document.querySelectorAll('.line')].filter((e) => e.scrollWidth > e.clientWidth + 1).length",
    ),
  ).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1000);
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
