// What leads to sessions, in a real Chromium: the list, the palette, the figures, and the files of a session.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { hostileSession } from "./browser/hostile.ts";
import { cursor, findings, leads, picture, quieten, says, viewing } from "./browser/viewing.ts";

const { home, address, openPage } = viewing();

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
  await page.goto(address("/stats?view=calendar&year=2026&day=2026-11-20"));
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

test("a changed file has its history, in the session and across sessions, and its states", async () => {
  const day = join(home, "sessions/2026/11/21");
  const changing = readdirSync(day).find((name) => readFileSync(join(day, name), "utf8").includes("live.txt")) ?? "";
  const id = changing.slice(-42, -6);
  const text = readFileSync(join(day, changing), "utf8");
  const other = "01a1fd0c-5957-7fc0-b849-0000000000aa";
  const twin = join(day, `rollout-2026-11-21T07-50-07-${other}.jsonl`);
  writeFileSync(twin, text.replaceAll(id, other));
  quieten(twin);
  const { context, page, complaints } = await openPage();
  await page.goto(address(`/s/${id}`));
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

test("in the dark and on a narrow page nobody is shut out, and a session that means harm does none", async () => {
  const hostile = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
  const file = join(home, "sessions/2026/11/21", `rollout-2026-11-21T05-40-00-${hostile}.jsonl`);
  writeFileSync(file, hostileSession());
  quieten(file);
  for (const [dark, width] of [
    [true, 1440],
    [false, 390],
  ] as const) {
    const { context, page, complaints, asked } = await openPage({ dark, width });
    const harm = "[window.ran, document.querySelectorAll('iframe, img, svg[onload], a[href^=javascript]').length]";
    const look = async (path: string, words: RegExp, name: string): Promise<void> => {
      await page.goto(address(path));
      await page.getByText(words).first().waitFor();
      expect([path, await findings(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(harm)]).toEqual([path, [undefined, 0]]);
      expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, width]);
      await picture(page, `${name}-${dark ? "dark" : "narrow"}`);
    };
    await look("/", /<img src=x/, "list");
    await look("/?q=window", /found in what was said and done/, "search");
    await look("/#k=img", /<img src=x/, "palette");
    await look("/stats?by=project", /<script>|<img src=x/, "usage");
    await look("/stats?view=calendar&year=2026", /2026-11-21|Nothing was done/, "calendar");
    await look("/stats?view=failures", /Half within|Programs/, "failures");
    await look("/stats?view=disk", /<img src=x/, "disk");
    await look(`/s/${hostile}?pane=files`, /window\.ran=1/, "files");
    const own = new URL(address("/")).origin;
    expect(asked.filter((each) => !each.startsWith(own) && !each.startsWith("blob:"))).toEqual([]);
    // What it calls pictures are none, and are not found.
    expect(complaints.filter((each) => !each.includes("404"))).toEqual([]);
    await context.close();
  }
  rmSync(file);
});
