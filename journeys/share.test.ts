// `rollbook share` as people meet it, and what becomes of its file in a real Chromium: offline, with scripts and without.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser/browser.ts";
import { hostileSession } from "./browser/hostile.ts";
import { serveHome, type Serving } from "./browser/serving.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const HOME = join(ROOT, "specimens/paginated/0.169.0-codemode/appserver_live/home");
const LIVE = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
const PATCH = join(ROOT, "specimens/paginated/0.169.0/patch");
const LONG = join(ROOT, "specimens/paginated/0.169.0/longout");
const SCREENS = process.env["ROLLBOOK_SCREENS"] ?? "";
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-share-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function share(...args: readonly string[]): Ending {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "share", ...args], {
    cwd: ROOT,
    env: { ...process.env, TZ: "UTC", CODEX_HOME: HOME },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

const file = (name: string): string => join(PLACE, name);

describe("the command", () => {
  test("writes a page of the turns that were asked for, to a file or to standard output", () => {
    const { code, out, err } = share(LIVE, "--turns", "2..3");
    expect([code, err]).toEqual([0, ""]);
    expect([...out.matchAll(/<h2>(Turn \d+)<\/h2>/g)].map(([, name]) => name)).toEqual(["Turn 2", "Turn 3"]);
    expect(share(LIVE, "--turns", "2..3", "-o", file("some.html"))).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(file("some.html"), "utf8")).toBe(out);
    expect(share(PATCH, "--turns", "last").out).toContain("<h2>Turn 1</h2>");
  });

  test("writes Markdown where that is asked for by an option or a name, with what was hidden at its end", () => {
    expect(share(PATCH, "-o", file("patch.md")).code).toBe(0);
    const text = readFileSync(file("patch.md"), "utf8");
    expect(text).toMatch(/^# Codex session .*^## Turn 1 .*^## Hidden\n\nNo secrets were found to hide\./ms);
    expect(share(PATCH, "--markdown").out).toBe(text);
  });

  test("hides secrets and says so in the file and to the person; or says that it does not", () => {
    const token = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
    const lines = [
      { type: "session_meta", payload: { id: LIVE, cwd: "/srv", cli_version: "0.50.0", originator: "codex_cli_rs" } },
      { type: "event_msg", payload: { type: "user_message", message: `use ${token}`, kind: "plain" } },
    ].map((line) => JSON.stringify({ timestamp: "2026-11-21T07:40:00.000Z", ...line }));
    const session = file(`rollout-2026-11-21T07-40-00-${LIVE}.jsonl`);
    writeFileSync(session, `${lines.join("\n")}\n`);
    const hidden = share(session);
    expect(hidden.err).toMatch(/^rollbook: \d+ secrets? w\w+ hidden \(\d by github-token\); --no-redact shows them\n$/);
    expect(hidden.out).not.toContain(token);
    expect(hidden.out).toMatch(/\d secrets? w\w+ hidden<\/strong> \(\d by github-token\)/);
    const open = share(session, "--no-redact");
    expect([open.code, open.err]).toEqual([0, ""]);
    expect(open.out).toContain(token);
    expect(open.out).toContain("Nothing is hidden in this file, secrets included");
  });

  test("leaves no file behind where there is nothing to share, and says why", () => {
    expect(share("nonsense", "-o", file("none.html"))).toMatchObject({ code: 3, out: "" });
    expect(share(PATCH, "--turns", "9", "-o", file("none.html")).err).toContain("there is no such turn");
    expect(share(PATCH, "--turns", "x").err).toContain("--turns needs N, A..B or last");
    expect(share(LIVE, "-o", join(HOME, "none.html"))).toMatchObject({ code: 2 });
    expect(share(PATCH, "-o", file("nowhere/none.html"))).toMatchObject({ code: 4 });
    expect(readdirSync(PLACE).filter((name) => name.includes("none"))).toEqual([]);
    expect(existsSync(join(HOME, "none.html"))).toBe(false);
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
  readonly asked: string[];
}

async function openFile(
  name: string,
  options: { readonly dark?: boolean; readonly width?: number; readonly scripts?: boolean } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.dark === true ? "dark" : "light",
    javaScriptEnabled: options.scripts ?? true,
    offline: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file(name)).href);
  return { context, page, complaints, asked };
}

/** What axe finds that is serious. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")))`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENS !== "") await page.screenshot({ path: join(SCREENS, `${name}.png`) });
}

describe("the page", () => {
  beforeAll(() => {
    expect(share(LIVE, "-o", file("live.html")).code).toBe(0);
    expect(share(LONG, "-o", file("long.html")).code).toBe(0);
  });

  test("without scripts all of its text is there, and folds open", async () => {
    const { context, page, complaints, asked } = await openFile("live.html", { scripts: false });
    await page.getByRole("heading", { name: "Lab live thread" }).waitFor();
    await page.getByRole("article").getByText("echo user-shell; exit 4").waitFor();
    expect(await page.getByRole("searchbox").count()).toBe(0);
    await page.getByRole("navigation", { name: "Turns" }).getByRole("link", { name: "turn steer" }).click();
    expect(page.url()).toMatch(/#t9$/);
    expect([asked.length, complaints]).toEqual([1, []]);
    await context.close();
    const long = await openFile("long.html", { scripts: false });
    await long.page
      .getByText(/^[\d,]+ more lines$/)
      .first()
      .click();
    expect(await long.page.locator("details[open]").count()).toBe(1);
    await long.context.close();
  });

  test("with scripts it is filtered, folded and gone through by keys, and asks for nothing", async () => {
    const { context, page, complaints, asked } = await openFile("live.html");
    const cursor = page.locator(".item.cursor");
    const here = async (words: string): Promise<void> => {
      await expect.poll(() => cursor.textContent()).toContain(words);
    };
    await page.keyboard.press("J");
    await here("turn one");
    await page.keyboard.press("J");
    await here("turn two");
    await page.keyboard.press("K");
    await page.keyboard.press("e");
    await here("exit 2");
    await page.keyboard.press("d");
    await here("live.txt");

    await page.keyboard.press("/");
    await page.keyboard.type("user-shell");
    await page.getByText("1 found").waitFor();
    await page.keyboard.press("Enter");
    await here("exit 4");
    expect(await page.getByRole("article").count()).toBe(1);
    expect(await page.evaluate("CSS.highlights.get('found').size")).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("article").count()).toBeGreaterThan(40);
    await page.keyboard.press("f");
    await expect.poll(() => page.getByRole("article").count()).toBeLessThan(10);
    await page.keyboard.press("f");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).getByText("Next error").waitFor();
    await page.keyboard.press("Escape");
    const colour = "getComputedStyle(document.body).backgroundColor";
    for (const press of [1, 2]) await page.keyboard.press("t", { delay: press });
    expect(await page.evaluate(colour)).toBe("rgb(16, 16, 18)");
    expect([asked.length, complaints]).toEqual([1, []]);
    await context.close();
  });

  test("folds are opened by key, and by what is found in them", async () => {
    const { context, page, complaints } = await openFile("long.html");
    const open = page.locator("details[open]");
    const all = await page.locator("details").count();
    expect(all).toBeGreaterThan(0);
    await page.keyboard.press("X");
    expect(await open.count()).toBe(all);
    await page.keyboard.press("X");
    expect(await open.count()).toBe(0);
    const inside = (await page.locator("details pre").first().textContent())?.trim().split("\n")[3] ?? "";
    expect(inside).not.toBe("");
    await page.keyboard.press("/");
    await page.keyboard.insertText(inside);
    await expect.poll(() => open.count()).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect.poll(() => open.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("light and dark, wide and narrow, there is nothing that shuts people out", async () => {
    for (const [dark, width] of [
      [false, 1440],
      [true, 420],
    ] as const) {
      const { context, page, complaints } = await openFile("live.html", { dark, width });
      await page.keyboard.press("J");
      await page.keyboard.press("e");
      await picture(page, dark ? "share-narrow-dark" : "share-light");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(complaints).toEqual([]);
      await context.close();
      // The policy of the page forbids what axe does, and what is not drawn yet has no place that it could judge.
      const free = file("free.html");
      const text = readFileSync(file("live.html"), "utf8");
      writeFileSync(
        free,
        text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "").replaceAll("content-visibility: auto", ""),
      );
      const other = await openFile("free.html", { dark, width });
      expect(await findings(other.page)).toEqual([]);
      await other.context.close();
    }
  });

  test("of a session that means harm runs nothing, and breaks no layout", async () => {
    const session = file(`rollout-2026-11-21T07-40-07-${LIVE}.jsonl`);
    writeFileSync(session, hostileSession());
    expect(share(session, "--all", "-o", file("hostile.html")).code).toBe(0);
    const { context, page, complaints, asked } = await openFile("hostile.html", { width: 1000 });
    await page.getByRole("heading", { name: "Title <img src=x" }).waitFor();
    await page.keyboard.press("X");
    await page.keyboard.press("G");
    const harm = "[window.ran, document.querySelectorAll('iframe, img, svg, a[href^=javascript], script').length]";
    expect(await page.evaluate(harm)).toEqual([undefined, 1]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1000);
    expect([asked.length, complaints]).toEqual([1, []]);
    await context.close();
  });
});

describe("in the viewer", () => {
  const cache = mkdtempSync(join(tmpdir(), "rollbook-share-cache-"));
  let serving: Serving;
  beforeAll(async () => {
    serving = await serveHome(HOME, cache);
  });
  afterAll(() => {
    serving.close();
    rmSync(cache, { recursive: true, force: true });
  });

  test("a key saves the session, or the turn one looks at, as the command writes it", async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(serving.link);
    await page.getByRole("listitem").first().waitFor();
    await page.goto(new URL(`/s/${LIVE}`, serving.link).href);
    await page.getByRole("article").getByText("turn two").waitFor();
    await page.keyboard.press("J");
    await page.keyboard.press("J");
    const save = async (name: string): Promise<string> => {
      await page.keyboard.press("S");
      const dialog = page.getByRole("dialog", { name: "Share" });
      await dialog.getByRole("link", { name }).waitFor();
      expect(await findings(page)).toEqual([]);
      const download = page.waitForEvent("download");
      await dialog.getByRole("link", { name }).click();
      expect((await download).suggestedFilename()).toBe(`codex-${LIVE}.html`);
      return readFileSync(await (await download).path(), "utf8");
    };
    const names = (text: string): readonly string[] => text.match(/(?<=<h2>)Turn \d+/g) ?? [];
    expect(names(await save("Save turn 2"))).toEqual(["Turn 2"]);
    const whole = await save("Save the session");
    expect(names(whole).length).toBeGreaterThan(10);
    expect(whole).toContain("Secrets are hidden as far as rules know them");
    await page.close();
  });
});
