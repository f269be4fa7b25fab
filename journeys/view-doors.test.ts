// The ways into the viewer, in a real Chromium: by a password, and by a link to one session.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser/browser.ts";
import { serveHome, type ServeOptions } from "./browser/serving.ts";
import { leads, picture } from "./browser/viewing.ts";

const HOME = join(import.meta.dirname, "../specimens/paginated/0.169.0/appserver_live/home");
const PASSWORD = "correct horse battery";
const cache = mkdtempSync(join(tmpdir(), "rollbook-doors-"));

let browser: Browser;
const servers: (() => void)[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const close of servers) close();
  rmSync(cache, { recursive: true, force: true });
});

async function serve(options: ServeOptions): Promise<string> {
  const { link, close } = await serveHome(HOME, cache, options);
  servers.push(close);
  return link;
}

test("a wrong password is told, the right one opens what was asked for", async () => {
  // The name of this machine, which the link has, need not be known to the browser.
  const here = `http://127.0.0.1:${new URL(await serve({ password: PASSWORD })).port}/`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${here}?q=turn+one&group=project`);
  await page.getByLabel("Token or password").fill("another horse battery");
  await page.keyboard.press("Enter");
  await page.getByText("that is not the word").waitFor();
  await picture(page, "door");
  await page.getByLabel("Token or password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("listitem").first().waitFor();
  await leads(page, /\/\?q=turn\+one&group=project/);
  expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: "Strict", path: "/" }]);
  await page.goto(here);
  await page.getByRole("listitem").first().waitFor();
  await context.close();
});

test("the link to a session opens it, and every other address what it says", async () => {
  const link = await serve({ named: "last" });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("article").first().waitFor();
  expect(page.url()).toMatch(/\/s\/[\w-]{36}/);
  await page.keyboard.press("g");
  const name = page.getByRole("heading", { name: "Rollbook" });
  await name.waitFor();
  await page.reload();
  await name.waitFor();
  for (const path of ["/", "/?group=project&q=turn"]) {
    const other = await context.newPage();
    await other.goto(new URL(path, link).href);
    await other.getByRole("listitem").first().waitFor();
    expect(other.url()).toBe(new URL(path, link).href);
  }
  await context.close();
});
