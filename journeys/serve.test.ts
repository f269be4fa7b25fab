// The viewer's server as people start it: from a link to sessions, and refused where it would let everybody in.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const HOME = join(ROOT, "specimens/paginated/0.169.0/shell/home");

let server: ChildProcess | null = null;
afterEach(() => {
  server?.kill("SIGKILL");
  server = null;
});

/** The link, once it is printed. */
async function start(...words: readonly string[]): Promise<{ readonly child: ChildProcess; readonly link: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  server = child;
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  while (!text.includes("\n")) await once(child.stdout, "data");
  return { child, link: text.trim() };
}

async function letIn(link: string): Promise<string> {
  const response = await fetch(link);
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function ask<T>(link: string, path: string, cookie: string): Promise<T> {
  const response = await fetch(new URL(path, link), { headers: { cookie } });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

describe("rollbook view", () => {
  test("prints a link that opens once, serves the sessions of a home, and ends with Ctrl-C", async () => {
    const { child, link } = await start("view", "last", "--no-open", "--home", HOME);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/s\/[\w-]{36}\?token=[\w-]{32}$/);
    const cookie = await letIn(link);
    expect((await fetch(link)).status).toBe(401);
    const key = new URL(link).pathname.split("/").at(-1) ?? "";
    const { sessions } = await ask<{ sessions: { key: string }[] }>(link, "/api/sessions", cookie);
    expect(sessions.map(({ key }) => key)).toContain(key);
    const { turns } = await ask<{ turns: unknown[] }>(link, `/api/sessions/${key}/turns`, cookie);
    expect(turns.length).toBeGreaterThan(0);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test.each([
    [["--port", "65536"], 2, "--port needs a number"],
    [["--home", "nowhere"], 3, "cannot read the codex home"],
    [["nothing-like-it", "--home", HOME], 3, "no session has that id"],
    [["no/such/file.jsonl"], 3, "no such file"],
    [["-"], 2, "standard input"],
  ])("%j is refused", (words, status, sentence) => {
    const ended = spawnSync(process.execPath, [PROGRAM, "view", "--no-open", ...words], { encoding: "utf8" });
    expect(ended).toMatchObject({ status, stdout: "", stderr: expect.stringContaining(sentence) as string });
  });
});

describe("rollbook serve", () => {
  test("hides secrets, and its link opens as often as one likes", async () => {
    const { link } = await start("serve", "--home", HOME);
    const cookie = await letIn(link);
    await letIn(link);
    expect(await ask(link, "/api/about", cookie)).toMatchObject({ mode: "serve", redacted: true });
  });

  test("for a network it needs a password that is long enough", () => {
    const run = (password: string) =>
      spawnSync(process.execPath, [PROGRAM, "serve", "--host", "0.0.0.0", "--home", HOME], {
        encoding: "utf8",
        env: { ...process.env, ROLLBOOK_PASSWORD: password },
      });
    expect(run("")).toMatchObject({ status: 2, stderr: expect.stringContaining("needs a password") as string });
    expect(run("short")).toMatchObject({ status: 2, stderr: expect.stringContaining("12 or more") as string });
  });
});
