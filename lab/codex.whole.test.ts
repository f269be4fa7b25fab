// Fetching: from a registry of the test's own on loopback, through the real npm.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fetchCodex } from "./codex.ts";

const TRIPLES: Readonly<Record<string, string>> = {
  "linux-x64": "x86_64-unknown-linux-musl",
  "linux-arm64": "aarch64-unknown-linux-musl",
  "darwin-x64": "x86_64-apple-darwin",
  "darwin-arm64": "aarch64-apple-darwin",
};
const OWN = TRIPLES[`${process.platform}-${process.arch}`] ?? "";
const PLATFORM = `${process.platform}-${process.arch}`;

const place = mkdtempSync(join(tmpdir(), "rollbook-fetch-"));
const versions: Record<string, unknown> = {};
let registry: Server;
let downloads = 0;

/** Packs a package with these files, as the registry would have it. */
function publish(version: string, files: readonly string[], integrity?: string): void {
  const source = join(place, `source-${version}`);
  for (const file of ["package.json", ...files]) {
    const path = join(source, "package", file);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, file === "package.json" ? JSON.stringify({ name: "@openai/codex", version }) : `#!${file}`);
  }
  const archive = join(place, `${version}.tgz`);
  spawnSync("tar", ["-czf", archive, "-C", source, "package"]);
  const actual = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  const { port } = registry.address() as AddressInfo;
  const dist = { integrity: integrity ?? actual, tarball: `http://127.0.0.1:${port}/${version}.tgz` };
  versions[version] = { name: "@openai/codex", version, dist };
}

beforeAll(async () => {
  registry = createServer((request, response) => {
    const tarball = /^\/([^/]+)\.tgz$/.exec(request.url ?? "")?.[1];
    if (tarball === undefined)
      return response.end(JSON.stringify({ name: "@openai/codex", versions, "dist-tags": {} }));
    downloads++;
    return response.end(readFileSync(join(place, `${tarball}.tgz`)));
  });
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  publish(`1.0.0-${PLATFORM}`, [`vendor/${OWN}/bin/codex`, `vendor/${OWN}/codex-resources/voice/lib/x.so`]);
  publish("0.9.0", [`bin/codex-${OWN}`, "bin/codex-sparc-sun-solaris"]);
  publish("0.1.0", ["dist/cli.js"]);
  publish("2.0.0", ["bin/x"], `sha512-${Buffer.alloc(64).toString("base64")}`);
  process.env["npm_config_registry"] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  process.env["npm_config_cache"] = join(place, "npm");
  process.env["npm_config_fetch_retries"] = "0";
});
beforeEach(() => {
  process.env["ROLLBOOK_CACHE"] = mkdtempSync(join(place, "cache-"));
  downloads = 0;
});
afterAll(() => {
  for (const name of ["npm_config_registry", "npm_config_cache", "npm_config_fetch_retries", "ROLLBOOK_CACHE"]) {
    delete process.env[name];
  }
  registry.close();
  chmodSync(place, 0o700);
  rmSync(place, { recursive: true });
});

test("a version with a package for this platform is fetched once, by however many ask", async () => {
  const found = await Promise.all([fetchCodex("1.0.0"), fetchCodex("1.0.0")]);
  const cache = join(process.env["ROLLBOOK_CACHE"] ?? "", "codex");
  expect(found[0].program).toBe(join(cache, "1.0.0/package/vendor", OWN, "bin/codex"));
  expect(found[1]).toEqual(found[0]);
  expect(readdirSync(cache)).toEqual(["1.0.0"]);
  const files = readdirSync(cache, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.includes("voice/lib"))).toEqual([]);
  downloads = 0;
  expect(await fetchCodex("1.0.0")).toEqual(found[0]);
  expect(downloads).toBe(0);
});

test("an old version carries all platforms in one package", async () => {
  const { program } = await fetchCodex("0.9.0");
  expect(readFileSync(program, "utf8")).toBe(`#!bin/codex-${OWN}`);
});

test("what cannot be had is said in one sentence", async () => {
  await Promise.all([
    expect(fetchCodex("0.1.0")).rejects.toThrow("is a Node program"),
    expect(fetchCodex("3.0.0")).rejects.toThrow("the npm registry has no @openai/codex 3.0.0"),
    expect(fetchCodex("2.0.0")).rejects.toThrow("does not have the bytes"),
  ]);
  process.env["npm_config_registry"] = "http://127.0.0.1:9/";
  await expect(fetchCodex("4.0.0")).rejects.toThrow(/cannot fetch @openai\/codex 4\.0\.0 .*\(ECONNREFUSED\)/);
});
