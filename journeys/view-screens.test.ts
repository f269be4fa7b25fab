// Every screen and state of the viewer, light and dark, wide and narrow: nothing shuts people out, and nothing is wider than the page.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { listScenarios } from "../lab/specimen/session-files.ts";
import { hostileSession } from "./browser/hostile.ts";
import { findings, picture, viewing } from "./browser/viewing.ts";

const ONES = ["patch", "mcp", "compact", "subagents", "shell"];
const DECISIONS = ["accepted", "declined", "accepted_for_session"];
const HOSTILE = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";

/** The newest specimen of that name, as a file and an id. */
function specimen(name: string): { readonly file: string; readonly id: string } {
  const file = listScenarios().findLast((one) => one.name === name && one.label.startsWith("0.16"))?.files[0] ?? "";
  return { file, id: /([0-9a-f-]{36})\.jsonl$/.exec(file)?.[1] ?? "" };
}

const { address, openPage } = viewing((home) => {
  for (const { directory, name, label } of listScenarios()) {
    const sessions = join(directory, "home", "sessions");
    if (label.startsWith("0.16") && ONES.includes(name) && existsSync(sessions))
      cpSync(sessions, join(home, "sessions"), { recursive: true });
  }
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, `rollout-2026-11-21T05-40-00-${HOSTILE}.jsonl`), hostileSession());
  writeRecording(home);
});

/** What `rollbook record` keeps of a session: a command was approved, another was not. */
function writeRecording(home: string): void {
  const { file, id } = specimen("shell");
  const text = readFileSync(file, "utf8");
  const calls = new Set([...text.matchAll(/"call_id":"([^"]+)"/g)].map(([, call]) => call));
  const turn_id = /"turn_id":"([^"]+)"/.exec(text)?.[1];
  const lines = [...calls].flatMap((call_id, index) => [
    { type: "approval_requested", call_id, at: "2026-11-21T07:20:31.000Z", reason: "needs the network" },
    { type: "approval_decided", call_id, at: "2026-11-21T07:20:34.000Z", by: "user", decision: DECISIONS[index] },
  ]);
  const directory = join(home, "sessions", id);
  mkdirSync(directory, { recursive: true });
  const written = lines.map((line) => `${JSON.stringify({ thread_id: id, turn_id, ...line })}\n`).join("");
  writeFileSync(join(directory, "session_meta.log"), written);
}

const [patch, mcp, compact, agents, shell] = ONES.map((name) => `/s/${specimen(name).id}`);
const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
const open = async (page: Page, role: "button" | "tab", name: RegExp): Promise<void> =>
  page.getByRole(role, { name }).first().click();

/** Where it is, what is done there, and what stands there then. */
type Screen = readonly [
  name: string,
  path: string,
  said: RegExp | string,
  act?: ((page: Page) => Promise<void>) | undefined,
];

const LIST: readonly Screen[] = [
  ["list", "/", "apply patches"],
  ["list-project", "/?group=project", "apply patches"],
  ["list-size", "/?sort=size", "Largest first"],
  ["list-cost", "/?sort=cost&group=project", "apply patches"],
  ["list-search", "/?q=echo", /found in what was said and done/],
  ["list-nothing", "/?q=nothing-of-the-kind", "No session passes."],
  ["list-facet", "/?kind=exec", /^main$/, (page) => open(page, "button", /^Branch/)],
  ["help", "/", "These keys", press("?")],
  ["palette", "/#k=app", "apply patches"],
  ["lost", "/no/such/page", "There is no such page."],
];

const SESSION: readonly Screen[] = [
  ["session", `${patch}`, "Patched."],
  ["session-split", `${patch}?split=true`, "Patched."],
  ["session-filter", `${agents}?q=child`, "found"],
  ["session-nothing", `${agents}?q=nothing-of-the-kind`, "Nothing passes the filter."],
  ["session-raw", `${patch}?at=3&raw=true`, /offset/],
  ["session-arguments", `${mcp}`, "MCP done.", press("j", "j", "x", "j", "j", "x")],
  ["session-range", `${patch}`, /\d\d:\d\d:\d\d to/, press("j", "j", "j", "[", "j", "]")],
  ["session-harness", `${compact}?all=true`, "After compaction."],
  ["session-copy", `${patch}`, "Link to this", press("j", "y")],
  ["session-share", `${patch}`, "Save the session", press("S")],
  ["session-help", `${patch}`, "These keys", press("?")],
  ["session-approvals", `${shell}`, /declined by the user after 3/],
  ["session-hostile", `/s/${HOSTILE}?all=true`, "fine"],
  ["session-none", "/s/01a1fd0c-0000-7fc0-b849-c6a9290f3e58", "There is no such session here"],
  ["files", `${patch}?pane=files`, "4 files changed"],
  ["files-split", `${patch}?pane=files&split=true`, "4 files changed"],
  ["file-history", `${patch}?pane=files&file=a.txt&look=history`, "the file then"],
  ["file-state", `${patch}?pane=files&file=a.txt&look=state`, /is not known|After/],
  ["file-sessions", `${patch}?pane=files&file=a.txt&look=sessions`, /changed it/],
  ["usage", `${compact}?pane=usage`, "compacted in this turn"],
  ["usage-recorded", `${shell}?pane=usage`, "Approvals"],
];

const STATS: readonly Screen[] = [
  ["stats", "/stats", /Every response is counted once/],
  ["stats-model", "/stats?by=model", "gpt-5.5"],
  ["stats-calendar", "/stats?view=calendar&year=2026", "As a table"],
  ["stats-days", "/stats?view=calendar&year=2026&table=true", /2026-11-21|As a/],
  ["stats-failures", "/stats?view=failures", "Programs"],
  ["stats-limits", "/stats?view=limits", /rate limits/],
  ["stats-disk", "/stats?view=disk", "Files by kind"],
];

const FILE: readonly Screen[] = [
  ["file-none", "/file", "is no longer kept"],
  [
    "file",
    "/file",
    "MCP done.",
    (page) => page.locator("input[type=file]").first().setInputFiles(specimen("mcp").file),
  ],
  ["file-share", "/file", "rollbook share", press("S")],
  [
    "drop",
    "/",
    "Drop it to read it here",
    async (page) => {
      const dataTransfer = await page.evaluateHandle(
        "(() => { const given = new DataTransfer(); given.items.add(new File([], 'a')); return given; })()",
      );
      await page.dispatchEvent("body", "dragenter", { dataTransfer });
    },
  ],
];

const LOOKS = [
  { dark: false, width: 1600 },
  { dark: true, width: 1600 },
  { dark: false, width: 400 },
  { dark: true, width: 400 },
] as const;

/** Milliseconds: more than forty pages are looked at. */
const LONG = 400_000;

test.each(LOOKS)(
  "every screen can be used by everybody: dark $dark, $width wide",
  { timeout: LONG },
  async ({ dark, width }) => {
    const { context, page } = await openPage({ dark, width });
    const problems: string[] = [];
    for (const [name, path, said, act] of [...LIST, ...SESSION, ...STATS, ...FILE]) {
      // Afresh: an address that differs in what stands behind its # only would not be gone to.
      await page.goto("about:blank");
      await page.goto(address(path));
      const first = path.startsWith("/s/") && act !== undefined ? page.getByRole("article") : page.locator("main");
      await first.first().waitFor();
      await act?.(page);
      const there = page.getByText(said).first().waitFor({ state: "attached" });
      await there.catch(() => problems.push(`${name} does not say ${said}`));
      problems.push(...(await findings(page)).map((found) => `${name}: ${found}`));
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
      if (wide > width) problems.push(`${name} is ${wide} wide`);
      await picture(page, `${name}-${width === 400 ? "narrow" : "wide"}-${dark ? "dark" : "light"}`);
    }
    expect(problems).toEqual([]);
    await context.close();
  },
);

test("who is not let in is told what to do, and a shared page can be used by everybody", async () => {
  for (const { dark, width } of LOOKS) {
    const { context, page } = await openPage({ dark, width });
    const shared = await (await page.request.get(address(`/api/sessions/${specimen("patch").id}/share`))).text();
    const alone = await context.browser()?.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? "dark" : "light",
    });
    const stranger = await alone?.newPage();
    if (alone === undefined || stranger === undefined) throw new Error("there is no browser");
    await stranger.setContent(shared);
    await stranger.getByText("Patched.").first().waitFor();
    expect(await findings(stranger)).toEqual([]);
    expect(await stranger.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await stranger.goto(address("/"));
    await stranger
      .getByText(/link|password/i)
      .first()
      .waitFor();
    expect(await findings(stranger)).toEqual([]);
    await picture(stranger, `locked-${width === 400 ? "narrow" : "wide"}-${dark ? "dark" : "light"}`);
    await alone.close();
    await context.close();
  }
});
