// A session in a real Chromium while the real Codex writes it, and one that means harm.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppServer, fetchCodex, NEWEST_CODEX, startStage, type CodexThread, type Script } from "../lab/index.ts";
import { listScenarios } from "../lab/specimen/session-files.ts";
import { launchBrowser } from "./browser/browser.ts";
import { hostileSession } from "./browser/hostile.ts";
import { serveHome } from "./browser/serving.ts";
import { cursor, findings, isAtEnd } from "./browser/viewing.ts";

const SCREENS = process.env["ROLLBOOK_SCREENS"] ?? "";

let browser: Browser;
let directory = "";
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rollbook-session-"));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
}

async function openPage(link: string, path: string, width = 1280): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(link);
  await page.getByRole("listitem").first().waitFor();
  await page.goto(new URL(path, link).href);
  await page.getByRole("article").first().waitFor();
  return { context, page, complaints };
}

const ADDED = "*** Begin Patch\n*** Add File: made.ts\n+export const made = 1; // by hand\n*** End Patch";
const SCRIPT: Script = {
  turns: [
    { matchLast: "turn one", items: [{ $sh: "echo one; exit 2" }] },
    { matchLast: "turn two", items: [{ $patch: ADDED }] },
  ],
  default: { items: [{ $text: "Done." }] },
};

test("a session grows on the page as Codex writes it; who is at its end stays there, and others find the way", async () => {
  const stage = await startStage({ script: SCRIPT });
  const workplace = stage.place;
  const codex = await AppServer.start(await fetchCodex(NEWEST_CODEX), workplace);
  const serving = await serveHome(workplace.home, join(directory, "live"));
  try {
    const params = { cwd: workplace.repo, approvalPolicy: "never", sandbox: "danger-full-access" };
    const { thread } = (await codex.call("thread/start", params)) as { thread: { id: string } };
    const turn = async (text: string): Promise<void> => {
      const asked = { threadId: thread.id, input: [{ type: "text", text }] };
      const { id } = ((await codex.call("turn/start", asked)) as { turn: { id: string } }).turn;
      for (let over = false; !over; await sleep(50)) {
        const read = { threadId: thread.id, includeTurns: true };
        const answer = await codex.call("thread/read", read).catch(() => null);
        const { turns } = (answer as { thread: CodexThread } | null)?.thread ?? { turns: [] };
        over = turns.some((each) => each.id === id && each.status !== "inProgress");
      }
    };
    await turn("turn one");
    const { context, page, complaints } = await openPage(serving.link, `/s/${thread.id}`);
    await page.getByText("exit 2", { exact: true }).waitFor();
    await page.getByRole("button", { name: /Jump to the end/ }).click();
    await page.getByText("Following").waitFor();

    await turn("turn two");
    const made = page.getByRole("article").filter({ hasText: "made.ts" });
    await made.getByText("by hand").waitFor();
    // What is written in a language has its colours.
    await made.locator(".source-keyword").first().waitFor();
    await expect.poll(() => isAtEnd(page)).toBe(true);
    expect(await findings(page)).toEqual([]);
    if (SCREENS !== "") await page.screenshot({ path: join(SCREENS, "live-light.png") });

    // Who looks at something else is left there.
    await page.keyboard.press("Home");
    const here = await cursor(page).getAttribute("data-key");
    await turn("turn three");
    await page.getByRole("navigation", { name: "Turns" }).getByText("turn three").waitFor();
    expect(await cursor(page).getAttribute("data-key")).toBe(here);
    await page.keyboard.press("End");
    await page.getByText("Following").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  } finally {
    serving.close();
    codex.stop();
    await stage.close();
  }
});

/** Bytes of a line that nobody should be made to wait for. */
const GIANT = 50_000_000;

test("a session that means harm runs nothing and breaks nothing, and its line of 50 MB is fetched when it is opened", async () => {
  const home = join(directory, "hostile");
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  const id = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
  const payload = { type: "agent_message", message: `The giant ${"<b onclick=x>".repeat(GIANT / 13)}` };
  const giant = JSON.stringify({ timestamp: "2026-11-21T07:41:00.000Z", type: "event_msg", payload });
  const path = join(day, `rollout-2026-11-21T07-40-00-${id}.jsonl`);
  writeFileSync(path, Buffer.concat([hostileSession(), Buffer.from(`${giant}\n`)]));
  const serving = await serveHome(home, join(directory, "hostile-cache"));
  try {
    const { context, page, complaints } = await openPage(serving.link, `/s/${id}?all=true`, 1000);
    const sizes: number[] = [];
    page.on("response", (response) => void sizes.push(Number(response.headers()["content-length"] ?? 0)));
    const last = cursor(page);
    // It is there when it was read.
    const end = async (): Promise<number> => {
      await page.keyboard.press("End");
      return last.getByText("The giant").count();
    };
    await expect.poll(end, { timeout: 60_000, interval: 300 }).toBe(1);
    await page.keyboard.press("Home");
    const count = Number(await page.getByRole("article").first().getAttribute("aria-setsize"));
    for (let line = 2; line < count; line += 1) {
      await page.keyboard.press("j");
      await page.keyboard.press("x");
    }
    await page.keyboard.press("End");
    await last.getByText("The giant").waitFor();
    if (SCREENS !== "") await page.screenshot({ path: join(SCREENS, "hostile-light.png") });
    await last.getByRole("button", { name: /Show all: [\d,]+ more characters/ }).waitFor();
    expect(Math.max(...sizes)).toBeLessThan(2_000_000);
    await last.getByRole("button", { name: /Show all/ }).click();
    await last.getByRole("button", { name: /Show more/ }).waitFor();
    await expect.poll(() => Math.max(...sizes)).toBeGreaterThan(GIANT * 0.99);
    const harm =
      "[window.ran, document.querySelectorAll('iframe, img, svg[onload], a[href^=javascript], [onclick]').length]";
    expect(await page.evaluate(harm)).toEqual([undefined, 0]);
    await page.keyboard.press("r");
    await page
      .getByRole("complementary", { name: "Lines behind this" })
      .getByText(/offset/)
      .first()
      .waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1000);
    const broken = "[...document.querySelectorAll('.line')].filter((e) => e.scrollWidth > e.clientWidth + 1).length";
    expect(await page.evaluate(broken)).toBe(0);
    // Two of its pictures are none, and that is said.
    expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
    await context.close();
  } finally {
    serving.close();
  }
});

test("what is looked at is there again after a reload, and cells of code hold what they ran", async () => {
  const scenario = listScenarios().find(({ label, name }) => label === "0.169.0-codemode" && name === "shell");
  const home = join(directory, "kept");
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  const source = scenario?.files[0] ?? "";
  writeFileSync(join(day, source.slice(source.lastIndexOf("/") + 1)), readFileSync(source));
  const id = /([0-9a-f-]{36})\.jsonl$/.exec(source)?.[1] ?? "";
  const serving = await serveHome(home, join(directory, "kept-cache"));
  try {
    const { context, page, complaints } = await openPage(serving.link, `/s/${id}`);
    const cell = page.getByRole("article").filter({ hasText: "tools.exec_command" }).first();
    await cell.getByRole("rowheader", { name: "exit_code" }).waitFor();
    await cell.getByRole("button", { name: "JSON" }).click();
    await cell.getByText('"exit_code"').waitFor();
    expect(await page.locator(".item.command.inside").count()).toBe(3);
    expect(await page.locator(".item.command:not(.inside)").count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    for (const key of ["e", "x", "r", "s", "a"]) await page.keyboard.press(key);
    await expect.poll(() => page.url()).toMatch(/at=\d+.*all=true|all=true.*at=\d+/);
    const seen = async (): Promise<unknown> => [
      await cursor(page).getAttribute("data-key"),
      await cursor(page).getByRole("button", { expanded: true }).count(),
      await page.getByRole("article").first().getAttribute("aria-setsize"),
      await page.getByRole("complementary", { name: "Lines behind this" }).count(),
    ];
    const before = await seen();
    const address = page.url();
    await page.reload();
    await page.getByRole("complementary", { name: "Lines behind this" }).waitFor();
    await expect.poll(seen).toEqual(before);
    expect(page.url()).toBe(address);
    expect(complaints).toEqual([]);
    await context.close();
  } finally {
    serving.close();
  }
});
