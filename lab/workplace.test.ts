// A throw-away place is complete, shut off, and never made where other things stand.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeWorkplace, writeConfig } from "./workplace.ts";

const CONFIG = { model: "m", provider: "mock", baseUrl: "http://127.0.0.1:1/v1" } as const;

test("a place has the same commit every time, and is gone when it is disposed of", () => {
  const [one, other] = [makeWorkplace(), makeWorkplace()];
  const head = (repo: string): string => readFileSync(join(repo, ".git/refs/heads/main"), "utf8");
  expect(head(one.repo)).toBe(head(other.repo));
  one.dispose();
  other.dispose();
  expect(existsSync(one.directory)).toBe(false);
  expect(existsSync(dirname(other.home))).toBe(false);
});

test("the environment has nothing of the caller's but PATH, and leads nowhere but to loopback", () => {
  process.env["ROLLBOOK_TEST_SECRET"] = "no";
  const place = makeWorkplace();
  try {
    expect(place.env).not.toHaveProperty("ROLLBOOK_TEST_SECRET");
    expect(place.env["HTTPS_PROXY"]).toBe("http://127.0.0.1:9");
    expect(place.env["NO_PROXY"]).toContain("127.0.0.1");
    expect(dirname(place.env["TMPDIR"] ?? "")).not.toBe(dirname(place.home));
  } finally {
    place.dispose();
    delete process.env["ROLLBOOK_TEST_SECRET"];
  }
});

test("a named directory is kept and may be used again, but nobody else's is touched", () => {
  const parent = mkdtempSync(join(tmpdir(), "rollbook-place-"));
  try {
    const at = join(parent, "run");
    for (const round of [1, 2]) {
      const place = makeWorkplace(at);
      writeConfig(place, { ...CONFIG, top: `# round ${round}\n` });
      place.dispose();
      expect(readFileSync(join(at, "home/config.toml"), "utf8")).toContain(`# round ${round}`);
    }
    writeFileSync(join(parent, "precious.txt"), "mine");
    expect(() => makeWorkplace(parent)).toThrow("no run of the lab");
    expect(existsSync(join(parent, "precious.txt"))).toBe(true);
  } finally {
    rmSync(parent, { recursive: true });
  }
});

test("tables of a configuration stand behind its plain keys", () => {
  const place = makeWorkplace();
  try {
    writeConfig(place, { ...CONFIG, top: "a = 1\n", tables: "[b]\nc = 2\n" });
    const config = readFileSync(join(place.home, "config.toml"), "utf8");
    expect(config.indexOf("a = 1")).toBeLessThan(config.indexOf("["));
    expect(config.indexOf("[b]")).toBeGreaterThan(config.indexOf("[model_providers.mock]"));
  } finally {
    place.dispose();
  }
});
