// The viewer in a real Chromium: sessions followed, dropped, filtered and looked at, all of it by keyboard.

import { appendFileSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { listScenarios } from "../lab/specimen/session-files.ts";
import { hostileSession } from "./browser/hostile.ts";
import { cursor, findings, isAtEnd, leads, picture, says, viewing } from "./browser/viewing.ts";

const NAME = "rollout-2026-11-21T07-40-07-01a1fd0c-5957-7fc0-b849-c6a9290f3e58.jsonl";

const { home, address, openPage } = viewing();

/** The largest file of a specimen. */
function specimen(label: string, name: string): Buffer {
  const files = listScenarios().find((one) => one.label === label && one.name === name)?.files ?? [];
  const [largest] = files.map((file) => readFileSync(file)).toSorted((a, b) => b.length - a.length);
  if (largest === undefined) throw new Error(`there is no specimen ${label}/${name}`);
  return largest;
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

test("a session that is being written grows on the page, and who is at its end stays there", async () => {
  const day = join(home, "sessions/2026/11/21");
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
  await page.goto(address(`/s/${header.payload.id}`));
  await page.getByRole("article").first().waitFor();
  await page.getByRole("img", { name: "live" }).waitFor();
  await page.keyboard.press("End");
  const before = Number(await page.getByRole("article").first().getAttribute("aria-setsize"));
  // In two pieces, and the first of them ends in the middle of a line.
  const rest = `${lines.slice(middle).join("\n")}\n`;
  appendFileSync(live, rest.slice(0, 1000));
  appendFileSync(live, rest.slice(1000));
  await page.getByText("after compact").first().waitFor();
  await expect.poll(async () => Number(await cursor(page).getAttribute("aria-posinset"))).toBeGreaterThan(before);
  await expect.poll(() => isAtEnd(page)).toBe(true);
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

  // Where some of it cannot be chosen, too, the menu of what can be copied takes keys, and gives them back.
  const menu = page.getByRole("menu");
  const focused = page.locator(":focus");
  for (const leave of [["Escape"], ["Shift+Tab", "Shift+Tab", "Escape"], ["Tab"]]) {
    await page.keyboard.press("y");
    await menu.getByRole("menuitem", { disabled: true }).first().waitFor();
    await says(focused, "Link to this");
    await page.keyboard.press("ArrowUp");
    await says(focused, "Command that resumes");
    for (const key of leave) await page.keyboard.press(key);
    await menu.waitFor({ state: "detached" });
  }
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
  await expect.poll(() => isAtEnd(page)).toBe(true);
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
  const own = new URL(address("/")).origin;
  expect(asked.filter((address) => !address.startsWith(own) && !address.startsWith("blob:"))).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
