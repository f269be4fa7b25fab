// A home with sessions of every era, in a real Chromium.

import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listScenarios } from "../lab/index.ts";
import { findings, leads, picture, says, viewing } from "./browser/viewing.ts";

const { openPage } = viewing((home) => {
  for (const { directory } of listScenarios()) {
    const sessions = join(directory, "home", "sessions");
    if (existsSync(sessions)) cpSync(sessions, join(home, "sessions"), { recursive: true });
  }
});

test("sessions of all eras stand in one list, the newest first, and its end is a key away", async () => {
  for (const dark of [false, true]) {
    const { context, page, complaints } = await openPage({ dark });
    await says(page.getByRole("banner"), "sessions");
    await page.getByText("gpt-5.5").first().waitFor();
    const facts = page.getByText(/^[\d,]+ sessions$/);
    await facts.waitFor();
    await picture(page, `many-${dark ? "dark" : "light"}`);
    expect(await findings(page)).toEqual([]);
    const current = page.locator(".list-row.cursor");
    const newest = (await current.count()) === 0 ? "" : await current.textContent();
    await page.keyboard.press("End");
    await expect.poll(() => current.textContent()).not.toBe(newest);
    expect(await page.locator(".list-row").count()).toBeLessThan(200);
    // All of them can be reached, and not only those of the first page.
    const told = Number(/^([\d,]+) sessions$/.exec(await facts.innerText())?.[1]?.replace(",", "") ?? 0);
    const reached = Number(await page.getByRole("listitem").last().getAttribute("aria-posinset"));
    expect(reached).toBeGreaterThan(told * 0.9);
    await page.keyboard.press("Home");
    await page.getByText("gpt-5.5").first().waitFor();
    // The order is chosen by the heads, or by a key.
    const size = page.getByRole("columnheader", { name: "Size" });
    await size.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await leads(page, /sort=size/);
    await page.getByRole("heading", { name: "Largest first" }).waitFor();
    expect(await size.getAttribute("aria-sort")).toBe("descending");
    await page.keyboard.press("b");
    await leads(page, /sort=cost/);
    expect(complaints).toEqual([]);
    await context.close();
  }
});
