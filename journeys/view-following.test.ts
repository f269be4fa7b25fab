// A session in a real Chromium while its file ends, is torn, and becomes another: what is seen is what is there.

import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { picture, viewing } from "./browser/viewing.ts";

const SPECIMENS = join(import.meta.dirname, "../specimens/paginated/0.169.0");
const { home, address, openPage } = viewing();

/** Lines of the one session of a scenario, and its id. */
function session(scenario: string): { readonly name: string; readonly id: string; readonly lines: readonly string[] } {
  const sessions = join(SPECIMENS, scenario, "home/sessions");
  const path =
    readdirSync(sessions, { recursive: true, encoding: "utf8" }).find((each) => each.endsWith(".jsonl")) ?? "";
  const id = /([0-9a-f-]{36})\.jsonl$/.exec(path)?.[1] ?? "";
  const lines = readFileSync(join(sessions, path), "utf8").trimEnd().split("\n");
  return { name: path.slice(path.lastIndexOf("/") + 1), id, lines: lines.map((line) => `${line}\n`) };
}

const day = join(home, "sessions/2026/11/21");
mkdirSync(day, { recursive: true });

test("the end of a turn is seen when it is written, though nothing else comes with it", async () => {
  const { name, id, lines } = session("plain");
  const path = join(day, name);
  writeFileSync(path, lines.slice(0, -1).join(""));
  const { context, page, complaints } = await openPage();
  await page.goto(address(`/s/${id}`));
  const open = page.getByText("no end on record");
  await open.waitFor();
  appendFileSync(path, lines.at(-1) ?? "");
  await open.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("half a line is damage for as long as it is half", async () => {
  const { name, id, lines } = session("plain");
  const path = join(day, name);
  const end = lines.at(-1) ?? "";
  writeFileSync(path, lines.slice(0, -1).join(""));
  const { context, page, complaints } = await openPage();
  await page.goto(address(`/s/${id}`));
  await page.getByText("no end on record").waitFor();
  const damage = page.getByText("The record breaks off before it is complete.");
  appendFileSync(path, end.slice(0, 60));
  await damage.waitFor();
  appendFileSync(path, end.slice(60));
  await damage.waitFor({ state: "detached" });
  await page.getByText("no end on record").waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: /Unread|Failed/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a session whose file is replaced by another is shown as it is then, texts and all", async () => {
  const { name, id, lines } = session("plain");
  const path = join(day, name);
  writeFileSync(path, lines.join(""));
  const { context, page, complaints } = await openPage();
  await page.goto(address(`/s/${id}`));
  const said = page.getByRole("article").filter({ hasText: "from the mock." });
  await said.getByText("Hello from the mock.").waitFor();
  writeFileSync(`${path}.tmp`, lines.join("").replaceAll("Hello from the mock.", "Goodbye from the mock."));
  renameSync(`${path}.tmp`, path);
  await said.getByText("Goodbye from the mock.").waitFor();
  expect(await page.getByText("Hello").count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a session that is deleted while it is looked at is said to be gone, and is not live", async () => {
  const { name, id, lines } = session("plain");
  const path = join(day, name);
  writeFileSync(path, lines.join(""));
  const { context, page, complaints } = await openPage();
  await page.goto(address(`/s/${id}`));
  const live = page.getByRole("img", { name: "live" });
  await live.waitFor();
  await page.getByText("Hello from the mock.").first().waitFor();
  rmSync(path);
  await page.getByText("There is no such session here, or no longer.").waitFor();
  await live.waitFor({ state: "detached" });
  // What was read of it is still there to be read.
  await page.getByText("Hello from the mock.").first().waitFor();
  await picture(page, "session-gone");
  writeFileSync(path, lines.join(""));
  await live.waitFor();
  await page.getByText("There is no such session here, or no longer.").waitFor({ state: "detached" });
  // The browser says itself that there was nothing.
  expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
  await context.close();
});
