// The viewer on a phone, in a real Chromium: figures are whole, names give way, and what is left out is told.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings, picture, viewing } from "./browser/viewing.ts";

const ID = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
const CWD = "/srv/a-project-with-a-name-that-no-phone-has-room-for";
const TURNS = 1234;
/** The 80th character is two units long. */
const PROMPT = `\u202eturned \u2066and\u200b hidden ${"x".repeat(58)}😀😀 and on and on and on`;

/** One session of many turns, each with a command that fails, and with more tokens than one has. */
function manyTurns(): string {
  let second = Date.parse("2026-11-21T05:40:00Z");
  const lines: string[] = [];
  const add = (type: string, payload: object): void => {
    second += 1000;
    lines.push(JSON.stringify({ timestamp: new Date(second).toISOString(), type, payload }));
  };
  const started = "2026-11-21T05:40:00.000Z";
  add("session_meta", {
    id: ID,
    timestamp: started,
    cwd: CWD,
    originator: "codex_cli_rs",
    cli_version: "0.104.0",
    source: "cli",
  });
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const usage = (times: number): object => ({
      ...{ input_tokens: 90_000 * times, cached_input_tokens: 40_000 * times, output_tokens: 1900 * times },
      ...{ reasoning_output_tokens: 0, total_tokens: 91_900 * times },
    });
    const turn_id = `t${turn}`;
    add("event_msg", { type: "task_started", turn_id, model_context_window: 272_000 });
    add("turn_context", { cwd: CWD, approval_policy: "never", model: "gpt-5-codex", turn_id });
    add("event_msg", { type: "user_message", message: turn === 1 ? PROMPT : `${turn} ${"ask ".repeat(80)}` });
    if (turn <= 12) {
      const command = ["bash", "-lc", `a-program-with-a-long-name-${turn} --now`];
      add("response_item", {
        type: "function_call",
        name: "shell",
        arguments: JSON.stringify({ command }),
        call_id: turn_id,
      });
      const output = JSON.stringify({ output: "no", metadata: { exit_code: 1, duration_seconds: 0.1 } });
      add("response_item", { type: "function_call_output", call_id: turn_id, output });
    }
    const info = { total_token_usage: usage(turn), last_token_usage: usage(1), model_context_window: 272_000 };
    add("event_msg", { type: "token_count", info, rate_limits: null });
    add("event_msg", { type: "task_complete", turn_id, last_agent_message: null });
  }
  return `${lines.join("\n")}\n`;
}

const { address, openPage } = viewing((home) => {
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, `rollout-2026-11-21T05-40-00-${ID}.jsonl`), manyTurns());
});

/** Whatever of a table is cut off at the right, and what can be scrolled sideways. */
async function cutOff(page: Page, table: string): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll(${JSON.stringify(table)})].flatMap((table) => [
    ...[...table.querySelectorAll("td, th:not(:first-child)")]
      .filter((cell) => cell.scrollWidth > cell.clientWidth || cell.getBoundingClientRect().right > innerWidth)
      .map((cell) => cell.textContent),
    ...(table.parentElement.scrollWidth > table.parentElement.clientWidth ? ["scrolls"] : []),
  ])`);
}

test("figures stand whole on a narrow page, whatever they are of", async () => {
  const { context, page, complaints } = await openPage({ width: 360 });
  await page.getByText("1 session", { exact: true }).waitFor();
  for (const by of ["session", "project", "day", "model"]) {
    await page.goto(address(`/stats?by=${by}`));
    await page.locator("tbody").getByText("$").first().waitFor();
    expect([by, await cutOff(page, ".usage-table")]).toEqual([by, []]);
    expect(await findings(page)).toEqual([]);
    await picture(page, `narrow-stats-${by}`);
  }
  await page.goto(address("/stats?view=failures"));
  await page.getByRole("columnheader", { name: "Times" }).first().waitFor();
  expect(await cutOff(page, ".usage-table")).toEqual([]);
  await picture(page, "narrow-failures");
  await page.goto(address("/stats?view=disk"));
  const button = page.getByRole("button", { name: "What are the sessions made of?" });
  await button.waitFor();
  const above = await page.locator(".disk-tables").boundingBox();
  expect((await button.boundingBox())?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0) + 8);
  await button.scrollIntoViewIfNeeded();
  await picture(page, "narrow-disk");
  expect(complaints).toEqual([]);
  await context.close();
});

test("of a session of many turns the last are drawn, which is told, and all if one asks", async () => {
  const { context, page, complaints } = await openPage({ width: 1000 });
  await page.goto(address(`/s/${ID}?pane=usage`));
  await page.getByText("The last 400 of 1,234 turns").waitFor();
  const rows = page.locator(".usage-table tbody tr");
  expect(await rows.count()).toBe(400);
  await picture(page, "many-turns");
  // A prompt that has no room ends with an ellipsis, within its cell.
  const ends = `(() => {
    const button = document.querySelector(".usage-table th button");
    return [getComputedStyle(button).textOverflow, button.scrollWidth > button.clientWidth, button.parentElement.scrollWidth <= button.parentElement.clientWidth];
  })()`;
  expect(await page.evaluate(ends)).toEqual(["ellipsis", true, true]);
  expect(await page.title()).toBe(`⟨202e⟩turned ⟨2066⟩and⟨200b⟩ hidden ${"x".repeat(58)}😀 · Rollbook`);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect.poll(() => rows.count()).toBe(TURNS);
  expect(await page.getByText("The last 400").count()).toBe(0);
  const wide =
    "(() => { const pane = document.querySelector('.usage'); return pane.scrollWidth <= pane.clientWidth; })()";
  expect(await page.evaluate(wide)).toBe(true);
  await picture(page, "all-turns");
  await page.setViewportSize({ width: 360, height: 900 });
  expect(await page.evaluate(wide)).toBe(true);
  await picture(page, "narrow-turns");
  expect(complaints).toEqual([]);
  await context.close();
});
