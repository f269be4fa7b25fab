// Brings a pinned Codex from the npm registry into a cache outside git, once, and says where its program is.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface Codex {
  readonly version: string;
  /** Absolute path of the native program for this machine. */
  readonly program: string;
}

export class CodexUnavailable extends Error {
  override readonly name = "CodexUnavailable";
}

const TRIPLES: Readonly<Record<string, string>> = {
  "linux-x64": "x86_64-unknown-linux-musl",
  "linux-arm64": "aarch64-unknown-linux-musl",
  "darwin-x64": "x86_64-apple-darwin",
  "darwin-arm64": "aarch64-apple-darwin",
  "win32-x64": "x86_64-pc-windows-msvc",
  "win32-arm64": "aarch64-pc-windows-msvc",
};

/** `$ROLLBOOK_CACHE`, else `.cache/` in the repository root. */
export function cacheDirectory(): string {
  const given = process.env["ROLLBOOK_CACHE"];
  return given ? resolve(given) : fileURLToPath(new URL("../.cache", import.meta.url));
}

/**
 * The Codex of that version, from the cache or else from the npm registry (about 170 MB for 0.169.0).
 * Several processes may ask at once. Rejects with `CodexUnavailable` and one sentence when the machine has no
 * published program, the registry cannot be reached, or the bytes are not those the registry promises.
 */
export async function fetchCodex(version: string): Promise<Codex> {
  const place = join(cacheDirectory(), "codex", version);
  if (!existsSync(join(place, "complete"))) await install(version, place);
  const program = await findProgram(place);
  if (program === null) {
    const script = join(place, "package", "dist", "cli.js");
    const why = existsSync(script)
      ? `is a Node program, ${script}`
      : `has no program for ${process.platform} in ${place}`;
    throw new CodexUnavailable(`the lab cannot run Codex ${version}: it ${why}`);
  }
  return { version, program };
}

async function install(version: string, place: string): Promise<void> {
  const parent = join(cacheDirectory(), "codex");
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, `.${version}-`));
  try {
    const spec = await publishedSpec(version);
    const packed = await runNpm(["pack", spec.name, "--json", "--pack-destination", work]);
    if (packed.code !== 0) throw unreachable(version, packed);
    const archive = (await readdir(work)).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new CodexUnavailable(`npm packed nothing for ${spec.name}`);
    await verify(join(work, archive), spec);
    const unpacked = join(work, "unpacked");
    await mkdir(unpacked);
    await unpack(join(work, archive), unpacked);
    const program = await findProgram(unpacked);
    if (program !== null) await chmod(program, 0o755);
    await writeFile(join(unpacked, "complete"), `${spec.name} ${spec.integrity}\n`);
    await rm(place, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    // Whoever renames first wins; the others find a complete directory and use it.
    await rename(unpacked, place).catch((error: unknown) => {
      if (!existsSync(join(place, "complete"))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Spec {
  readonly name: string;
  readonly integrity: string;
}

/** New versions have a package for each platform; old ones (0.98 and before) carry all platforms in one. */
async function publishedSpec(version: string): Promise<Spec> {
  let last: Ended | null = null;
  for (const name of [`@openai/codex@${version}-${process.platform}-${process.arch}`, `@openai/codex@${version}`]) {
    last = await runNpm(["view", name, "dist.integrity", "--json"]);
    if (last.code === 0 && last.stdout.trim() !== "") {
      const integrity: unknown = JSON.parse(last.stdout);
      if (typeof integrity === "string") return { name, integrity };
    }
    if (!/\bE404\b/.test(last.stdout + last.stderr)) break;
  }
  throw unreachable(version, last);
}

function unreachable(version: string, ended: Ended | null): CodexUnavailable {
  const said = `${ended?.stdout ?? ""}\n${ended?.stderr ?? ""}`;
  const code = /\b(E404|EINTEGRITY|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[13])\b/.exec(
    said,
  )?.[1];
  if (code === "E404")
    return new CodexUnavailable(`the npm registry has no @openai/codex ${version} for this platform`);
  if (code === "EINTEGRITY") {
    return new CodexUnavailable(`@openai/codex ${version} does not have the bytes the npm registry promises`);
  }
  return new CodexUnavailable(
    `cannot fetch @openai/codex ${version} from the npm registry (${code ?? "npm failed"}); ` +
      `with a network once, it stays in ${join(cacheDirectory(), "codex")}`,
  );
}

async function verify(archive: string, spec: Spec): Promise<void> {
  const [algorithm = "sha512"] = spec.integrity.split("-");
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(archive)) hash.update(chunk as Buffer);
  if (`${algorithm}-${hash.digest("base64")}` !== spec.integrity) {
    throw new CodexUnavailable(`${spec.name} does not have the bytes the registry promises (${spec.integrity})`);
  }
}

/** Leaves out the voice libraries and, of packages for all platforms, the other platforms' programs. */
async function unpack(archive: string, to: string): Promise<void> {
  const own = TRIPLES[`${process.platform}-${process.arch}`] ?? "";
  const others = Object.values(TRIPLES).filter((triple) => triple !== own);
  const skip = ["*/voice/*", ...others.map((triple) => `*${triple}*`)].map((pattern) => `--exclude=${pattern}`);
  const ended = await run("tar", ["-xzf", archive, "-C", to, ...skip]);
  if (ended.code !== 0) throw new CodexUnavailable(`tar cannot unpack ${archive}: ${ended.stderr.trim()}`);
}

async function findProgram(place: string): Promise<string | null> {
  const triple = TRIPLES[`${process.platform}-${process.arch}`];
  if (triple === undefined) return null;
  const end = process.platform === "win32" ? ".exe" : "";
  const vendor = join(place, "package", "vendor", triple);
  const candidates = [
    join(vendor, "bin", `codex${end}`),
    join(vendor, "codex", `codex${end}`),
    join(place, "package", "bin", `codex-${triple}${end}`),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runNpm(args: readonly string[]): Promise<Ended> {
  return run("npm", args);
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && command === "npm",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => fail(new CodexUnavailable(`cannot run ${command}: ${error.message}`)));
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}
