// The viewer in a real Chromium: sessions listed, opened, followed and dropped on the page, all of it by keyboard.

import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listScenarios } from "../lab/specimen/session-files.ts";
import { launchBrowser } from "./browser/browser.ts";
import { hostileSession } from "./browser/hostile.ts";
import { serveHome, type Serving } from "./browser/serving.ts";

const SPECIMEN = join(import.meta.dirname, "../specimens/paginated/0.169.0/appserver_live/home");
const NAME = "rollout-2026-11-21T07-40-07-01a1fd0c-5957-7fc0-b849-c6a9290f3e58.jsonl";
/** Where pictures of the screens are put; nowhere if it is not set. */
const SCREENS = process.env["ROLLBOOK_SCREENS"] ?? "";

const HOME = mkdtempSync(join(tmpdir(), "rollbook-view-"));
cpSync(SPECIMEN, HOME, { recursive: true });
// Nothing of it is being written.
for (const { parentPath, name } of readdirSync(HOME, { recursive: true, withFileTypes: true })) {
  utimesSync(join(parentPath, name), 1_795_000_000, 1_795_000_000);
}
const CACHE = mkdtempSync(join(tmpdir(), "rollbook-view-cache-"));

let browser: Browser;
let serving: Serving;
beforeAll(async () => {
  [browser, serving] = await Promise.all([launchBrowser(), serveHome(HOME, CACHE)]);
});
afterAll(async () => {
  await browser.close();
  serving.close();
  for (const place of [HOME, CACHE]) rmSync(place, { recursive: true, force: true });
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
  /** Addresses that were asked for. */
  readonly asked: string[];
}

async function openPage(options: { readonly dark?: boolean; readonly width?: number } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
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
}

/** Drops a file the way a hand does: what the page gets is an event with a file in it. */
async function drop(page: Page, bytes: Buffer, name = NAME): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString("base64"))}), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], ${JSON.stringify(name)}));
      return transfer;
    })()`,
  );
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.getByText("Drop it to read it here").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.getByRole("article").first().waitFor();
}

/** The line the cursor is on, of a session. */
function cursor(page: Page): Locator {
  return page.locator(".line.cursor");
}

async function says(line: Locator, words: string): Promise<void> {
  await expect.poll(() => line.textContent(), { timeout: 5000 }).toContain(words);
}

async function leads(page: Page, address: RegExp): Promise<void> {
  await expect.poll(() => page.url(), { timeout: 5000 }).toMatch(address);
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

test("sessions are listed, filtered and opened by keyboard, and the way back leads to the same place", async () => {
  const { context, page, complaints } = await openPage();
  const current = page.locator(".list-row.cursor");
  await page.getByText("turn one").first().waitFor();
  await page.getByText("gpt-5.5").first().waitFor();
  await picture(page, "list-light");
  expect(await findings(page)).toEqual([]);

  // What was said and done, too: a hit leads to the line it was found in.
  await page.keyboard.press("/");
  await page.keyboard.type("user-shell");
  await page.locator("mark").getByText("user-shell").first().waitFor();
  await picture(page, "search-light");
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("h");
  await says(page.locator(".hit.cursor"), "user-shell");
  await leads(page, /at=/);
  await page.reload();
  await says(page.locator(".hit.cursor"), "user-shell");
  await page.keyboard.press("o");
  await says(cursor(page), "echo user-shell");
  await page.keyboard.press("g");
  await page.keyboard.press("Escape");

  // What narrows the list is chosen by keyboard, too.
  await page.keyboard.press("f");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Project" }).getByRole("checkbox", { name: "repo" }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Space");
  await leads(page, /project=repo/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await leads(page, /^(?!.*project=)/);

  await page.keyboard.press("/");
  await page.keyboard.type("turn one");
  await page.keyboard.press("Enter");
  await leads(page, /q=turn\+one/);
  await page.keyboard.press("j");
  await says(current, "turn one");
  await leads(page, /at=/);
  await page.reload();
  await says(current, "turn one");
  await page.keyboard.press("p");
  await leads(page, /group=project/);
  await page.keyboard.press("Escape");
  await leads(page, /^(?!.*q=)/);

  await page.keyboard.press("o");
  await page.getByRole("article").getByText("turn two").waitFor();
  await page.keyboard.press("J");
  await says(cursor(page), "turn one");
  await page.keyboard.press("J");
  await says(cursor(page), "turn two");
  await page.keyboard.press("r");
  await page.getByRole("complementary", { name: "Lines behind this" }).getByText("response_item").first().waitFor();
  // A session that came from this one, and back.
  await page.getByRole("navigation", { name: "Turns" }).getByRole("link").first().click();
  await page
    .getByRole("navigation", { name: "Turns" })
    .getByText(/parent|forked from/)
    .waitFor();
  await page.goBack();
  await says(cursor(page), "turn two");
  await page.keyboard.press("g");
  await says(current, "turn one");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a few letters lead anywhere, by keyboard, and nothing of the page behind is touched", async () => {
  const { context, page, complaints } = await openPage();
  const palette = page.getByRole("dialog", { name: "Go anywhere, do anything" });
  const option = palette.getByRole("option", { selected: true });
  await page.getByText("turn one").first().waitFor();
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").waitFor();
  await page.keyboard.type("by day or");
  await says(option, "By day or by project");
  expect(await findings(page)).toEqual([]);
  await picture(page, "palette-light");
  await leads(page, /#k=/);
  await page.reload();
  await says(option, "By day or by project");
  await page.keyboard.press("Enter");
  await leads(page, /group=project$/);
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await leads(page, /group=project$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("turn one");
  await says(option, "turn one");
  await page.keyboard.press("Enter");
  await page.getByRole("article").getByText("turn two").waitFor();
  // What a page can do is asked for in the same way.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("files changed");
  await says(option, "Files changed");
  await page.keyboard.press("Enter");
  await leads(page, /pane=files$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("calendar");
  await says(option, "Calendar");
  await page.keyboard.press("Enter");
  await leads(page, /stats\?view=calendar$/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what all sessions spent is a key away, and the pages are light", async () => {
  const { context, page, complaints } = await openPage();
  await page.keyboard.press("u");
  await page.getByRole("rowheader", { name: "2026-11-21" }).waitFor();
  await page.getByRole("button", { name: "Model" }).click();
  await page.getByRole("link", { name: "gpt-5.5" }).waitFor();
  await leads(page, /by=model/);
  expect(await findings(page)).toEqual([]);
  await picture(page, "usage-light");

  // Days as a calendar, gone through by keyboard, and as a table.
  await page.keyboard.press("2");
  const chosen = page.getByRole("gridcell", { selected: true });
  await chosen.waitFor();
  await page.goto(new URL("/stats?view=calendar&year=2026&day=2026-11-20", serving.link).href);
  await chosen.focus();
  await page.keyboard.press("ArrowDown");
  await leads(page, /day=2026-11-21/);
  expect(await chosen.getAttribute("aria-label")).toMatch(/^2026-11-21: \$/);
  expect(await findings(page)).toEqual([]);
  await picture(page, "calendar-light");
  await page.keyboard.press("v");
  await page.getByRole("rowheader", { name: "2026-11-21" }).waitFor();
  await page.keyboard.press("v");
  await chosen.focus();
  await page.keyboard.press("Enter");
  await leads(page, /since=2026-11-21&until=2026-11-21/);
  await page.getByText("turn one").first().waitFor();

  // What was done and what failed of it, and how rate limits stood.
  await page.keyboard.press("u");
  await page.keyboard.press("3");
  await page.getByRole("region", { name: "Programs: how much failed" }).waitFor();
  expect(await findings(page)).toEqual([]);
  await picture(page, "failures-light");
  await page.keyboard.press("4");
  await page
    .getByText(/rate limits|used/)
    .first()
    .waitFor();
  expect(await findings(page)).toEqual([]);

  // What takes the disk; what sessions are made of is asked for.
  await page.keyboard.press("5");
  await page.getByRole("button", { name: "What are the sessions made of?" }).click();
  await page.getByRole("rowheader", { name: "turn_context", exact: true }).waitFor();
  await leads(page, /view=disk&contents=true/);
  expect(await findings(page)).toEqual([]);
  await picture(page, "disk-light");
  // The scripts of a first visit, as they travel.
  const built = join(import.meta.dirname, "../packages/web/dist");
  const scripts = [
    ...readFileSync(join(built, "index.html"), "utf8").matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g),
  ];
  expect(scripts.length).toBeGreaterThan(0);
  const travelling = scripts.reduce((sum, [, name = ""]) => sum + gzipSync(readFileSync(join(built, name))).length, 0);
  expect(travelling).toBeLessThan(250_000);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a session that is being written grows on the page, and who is at its end stays there", async () => {
  const day = join(HOME, "sessions/2026/11/21");
  const file = readdirSync(day).find((name) => name.endsWith("5957-7fc0-b849-c6a9290f3e58.jsonl"));
  const source = specimen("0.169.0", "tui").toString();
  const lines = source.split("\n").filter(Boolean);
  const header = JSON.parse(lines[0] ?? "{}") as { readonly payload: { readonly id: string } };
  expect(file === undefined || header.payload.id !== "").toBe(true);
  const live = join(day, `rollout-2026-11-21T09-00-00-${header.payload.id}.jsonl`);
  const middle = Math.floor(lines.length / 2);
  writeFileSync(live, `${lines.slice(0, middle).join("\n")}\n`);
  utimesSync(live, new Date(), new Date());

  const { context, page, complaints } = await openPage();
  await page.goto(new URL(`/s/${header.payload.id}`, serving.link).href);
  await page.getByRole("article").first().waitFor();
  await page.getByRole("img", { name: "live" }).waitFor();
  await page.keyboard.press("End");
  const before = Number(await page.getByRole("article").first().getAttribute("aria-setsize"));
  // In two pieces, and the first of them ends in the middle of a line.
  const rest = `${lines.slice(middle).join("\n")}\n`;
  appendFileSync(live, rest.slice(0, 1000));
  appendFileSync(live, rest.slice(1000));
  await page.getByText("after compact").first().waitFor();
  await expect
    .poll(async () => Number(await cursor(page).getAttribute("aria-posinset")), { timeout: 5000 })
    .toBeGreaterThan(before);
  await expect
    .poll(() => cursor(page).getAttribute("aria-posinset"))
    .toBe(await cursor(page).getAttribute("aria-setsize"));
  expect(complaints).toEqual([]);
  rmSync(live);
  await context.close();
});

test("a dropped session is gone through by keyboard, filtered, and is as it was after a reload", async () => {
  const { context, page, complaints, asked } = await openPage();
  asked.length = 0;
  await drop(page, specimen("0.169.0-codemode", "appserver_live"));
  await page.getByRole("navigation", { name: "Turns" }).getByText("turn steer").waitFor();
  await page.getByRole("article").getByText("turn two").waitFor();

  await page.keyboard.press("j");
  await says(cursor(page), "turn one");
  await page.keyboard.press("J");
  await says(cursor(page), "turn two");
  await page.keyboard.press("K");
  await page.keyboard.press("e");
  await says(cursor(page), "exit 2");
  await page.keyboard.press("d");
  await says(cursor(page), "live.txt");

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
  await leads(page, /q=user-shell/);
  await page.keyboard.press("j");
  await says(cursor(page), "exit 4");
  await leads(page, new RegExp(`at=${await cursor(page).getAttribute("data-key")}`));
  await page.reload();
  await page.getByText("1 found").waitFor();
  await says(cursor(page), "exit 4");
  await page.getByRole("complementary", { name: "Lines behind this" }).getByText("exit_code").first().waitFor();

  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await leads(page, /^(?!.*(?:q=|raw=))/);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByText("Next error").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect
    .poll(() => cursor(page).getAttribute("aria-posinset"))
    .toBe(await cursor(page).getAttribute("aria-setsize"));
  expect(asked.filter((address) => address.includes("/api/sessions/"))).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a drag on the timeline narrows the transcript; files and tokens have panes of their own", async () => {
  const { context, page, complaints } = await openPage();
  await drop(page, specimen("0.169.0", "patch"));
  const strip = page.getByRole("img", { name: /^Timeline/ });
  const box = await strip.boundingBox();
  if (box === null) throw new Error("there is no timeline");
  await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByText(/\d found/).waitFor();
  await leads(page, /from=\d+&to=\d+/);
  await page.keyboard.press("Escape");
  await leads(page, /^(?!.*from=)/);

  await page.keyboard.press("2");
  const renamed = page.getByRole("region", { name: "old.txt → moved/renamed.txt" });
  await renamed.getByText("kept").waitFor();
  await page.keyboard.press("s");
  await leads(page, /split=true/);
  expect(await findings(page)).toEqual([]);
  await picture(page, "files-light");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /Save as patch/ }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("rename to moved/renamed.txt");
  // One of them, and what stood in it, to the byte.
  await page
    .getByRole("navigation", { name: "Files changed" })
    .getByRole("button", { name: /new\.txt/ })
    .click();
  await page.getByRole("tab", { name: "At a turn" }).click();
  await page.getByRole("group", { name: "The file as it was" }).waitFor();
  await page.reload();
  await page.getByRole("group", { name: "The file as it was" }).waitFor();
  await leads(page, /file=new\.txt&.*look=state/);
  await page.getByRole("button", { name: "All files" }).click();
  await page.getByRole("button", { name: "turn 1" }).first().click();
  await says(cursor(page), "a.txt");

  await page.keyboard.press("3");
  await page.getByRole("region", { name: "Tokens and context" }).getByText("Output").first().waitFor();
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a changed file has its history, in the session and across sessions, and its states", async () => {
  const day = join(HOME, "sessions/2026/11/21");
  const changing = readdirSync(day).find((name) => readFileSync(join(day, name), "utf8").includes("live.txt")) ?? "";
  const id = changing.slice(-42, -6);
  const text = readFileSync(join(day, changing), "utf8");
  const other = "01a1fd0c-5957-7fc0-b849-0000000000aa";
  const twin = join(day, `rollout-2026-11-21T07-50-07-${other}.jsonl`);
  writeFileSync(twin, text.replaceAll(id, other));
  utimesSync(twin, 1_795_000_000, 1_795_000_000);
  const { context, page, complaints } = await openPage();
  await page.goto(new URL(`/s/${id}`, serving.link).href);
  await page.getByRole("article").first().waitFor();
  await page.keyboard.press("2");
  const files = page.getByRole("navigation", { name: "Files changed" });
  await files.getByRole("button", { name: /live\.txt/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await leads(page, /file=live\.txt/);
  await page.getByRole("tab", { name: /History/ }).click();
  await page.getByRole("button", { name: "the file then" }).first().click();
  await leads(page, /look=state&after=\d+/);
  await page.locator(".file-lines, .file-state .file-reasons").first().waitFor();
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await page.getByRole("group", { name: "After which turn" }).waitFor();
  await picture(page, "file-state-light");
  await page.getByRole("tab", { name: "Other sessions" }).click();
  await page.getByText("2 sessions changed it.").waitFor();
  await page.getByRole("button", { name: "What it did" }).click();
  await page
    .getByText(/\d changes?/)
    .first()
    .waitFor();
  await leads(page, /look=sessions/);
  expect(await findings(page)).toEqual([]);
  await picture(page, "file-sessions-light");
  expect(complaints).toEqual([]);
  rmSync(twin);
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
    await leads(page, /open=\d+/);
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

test("a compressed session is unpacked on the page", async () => {
  const { context, page, complaints } = await openPage();
  await drop(page, specimen("0.169.0-zst", "compressed"), "rollout-2026-11-21T07-39-14-01a1fd0b.jsonl.zst");
  await says(page.getByRole("feed"), "seq 1 30000");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await page.getByRole("complementary", { name: "Lines behind this" }).getByText("input_text").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a session that means harm is shown, and nothing of it runs", async () => {
  const { context, page, complaints, asked } = await openPage({ width: 1000 });
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
  const harm = "[window.ran, document.querySelectorAll('iframe, img, svg[onload], a[href^=javascript]').length]";
  expect(await page.evaluate(harm)).toEqual([undefined, 0]);
  for (const pane of ["2", "3"]) {
    await page.keyboard.press(pane);
    await page.getByRole("region", { name: pane === "2" ? "Files changed" : "Tokens and context" }).waitFor();
    expect(await page.evaluate(harm)).toEqual([undefined, 0]);
  }
  await page.keyboard.press("1");
  const broken = "[...document.querySelectorAll('.line')].filter((e) => e.scrollWidth > e.clientWidth + 1).length";
  expect(await page.evaluate(broken)).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1000);
  const own = new URL(serving.link).origin;
  expect(asked.filter((address) => !address.startsWith(own) && !address.startsWith("blob:"))).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
