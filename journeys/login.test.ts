// The door of a server with a password, in a real Chromium: who types it is in, where they wanted to go.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser/browser.ts";
import { serveHome, type Serving } from "./browser/serving.ts";
import { leads, picture } from "./browser/viewing.ts";

const HOME = join(import.meta.dirname, "../specimens/paginated/0.169.0/appserver_live/home");
const PASSWORD = "correct horse battery";
const cache = mkdtempSync(join(tmpdir(), "rollbook-login-cache-"));

let browser: Browser;
let serving: Serving;
beforeAll(async () => {
  [browser, serving] = await Promise.all([launchBrowser(), serveHome(HOME, cache, PASSWORD)]);
});
afterAll(async () => {
  await browser.close();
  serving.close();
  rmSync(cache, { recursive: true, force: true });
});

test("a wrong password is told, the right one opens what was asked for", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // The name of this machine, which the link has, need not be known to the browser.
  const here = `http://127.0.0.1:${new URL(serving.link).port}/`;
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
