// Files dropped on the viewer's page, or chosen there: read in the browser, one session at a time, whatever they are.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser/browser.ts";
import { serveHome, type Serving } from "./browser/serving.ts";

const HOME = join(import.meta.dirname, "../specimens/paginated/0.169.0-codemode/appserver_live/home");
const DAY = join(HOME, "sessions/2026/11/21");
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-drop-"));
const SEGMENTS = readdirSync(DAY)
  .filter((name) => name.includes("01a1fd0c-5957-7fc0-b849-c6a9290f3e58"))
  .map((name) => join(DAY, name));

let browser: Browser;
let serving: Serving;
beforeAll(async () => {
  [browser, serving] = await Promise.all([launchBrowser(), serveHome(HOME, PLACE)]);
});
afterAll(async () => {
  await browser.close();
  serving.close();
  rmSync(PLACE, { recursive: true, force: true });
});

async function choose(page: Page, files: readonly string[]): Promise<void> {
  await page.getByLabel("Session files").setInputFiles([...files]);
}

test("the files of one session open as one, without the server, and are there after a reload", async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(serving.link);
  await page.getByRole("listitem").first().waitFor();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await choose(page, SEGMENTS.toReversed());
  const turns = page.getByRole("navigation", { name: "Turns" });
  await turns.getByText("after revert").waitFor();
  await turns.getByText("turn one").waitFor();
  expect(await page.locator(".gaps").count()).toBe(0);
  await page.reload();
  await turns.getByText("after revert").waitFor();
  // What is at the end is read from the second file.
  await page.keyboard.press("End");
  await page.keyboard.press("r");
  const raw = page.getByRole("complementary", { name: "Lines behind this" });
  await raw.getByText("01a1fd0c-8775-7362-981c-b89aa2945f46.jsonl").first().waitFor();
  await page.keyboard.press("S");
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByText(/^rollbook share rollout-.*_01a1fd0c-8775\S+ -o session\.html$/).waitFor();
  expect(asked.filter((address) => address.includes("/api/sessions/"))).toEqual([]);
  await page.close();
});

test("a file that is no session says what it is, and nothing breaks", async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(serving.link);
  await page.getByRole("listitem").first().waitFor();
  const packed = join(PLACE, "rollout.jsonl.gz");
  writeFileSync(packed, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]));
  await choose(page, [packed]);
  await page
    .getByText("rollout.jsonl.gz holds no session of Codex; it looks like a file packed with gzip")
    .first()
    .waitFor();
  await page.goBack();
  await page.getByRole("listitem").first().waitFor();
  const [segment = ""] = SEGMENTS;
  await choose(page, [packed, segment]);
  await page.getByText("rollout.jsonl.gz holds no header of a session").first().waitFor();
  await page.getByRole("navigation", { name: "Turns" }).getByText("turn one").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
