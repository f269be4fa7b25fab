// A throw-away place for Codex to run in: codex home, git repository, user home, temporary directory.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface Workplace {
  /** What a specimen is made of stands here: `home/`, `repo/`, `script.json`, `runs.json`. */
  readonly directory: string;
  readonly home: string;
  readonly repo: string;
  /** The environment Codex runs in: nothing of the caller's but PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes everything that was made here. */
  dispose(): void;
}

const INSTRUCTIONS = "instructions.md";

const temporaries = new Set<string>();
let watching = false;

/** A directory that is gone when this process is, whatever becomes of its owner. */
function makeTemporary(): string {
  if (!watching) {
    watching = true;
    process.on("exit", () => temporaries.forEach(removeTemporary));
  }
  const path = mkdtempSync(join(realpathSync(tmpdir()), "rollbook-lab-"));
  temporaries.add(path);
  return path;
}

function removeTemporary(path: string): void {
  temporaries.delete(path);
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/**
 * A place under the system's temporary directory, or (`at`) in a directory that is wanted by name and is kept.
 * What an earlier run left in that one is removed; throws a `RangeError` when anything else stands there.
 */
export function makeWorkplace(at?: string): Workplace {
  const side = makeTemporary();
  try {
    return furnish(side, at);
  } catch (error) {
    removeTemporary(side);
    throw error;
  }
}

function furnish(side: string, at: string | undefined): Workplace {
  // Codex warns when its temporary directory lies beside its home: the two have different parents.
  const directory = at === undefined ? join(side, "run") : resolve(at);
  if (at !== undefined) clearEarlierRun(directory);
  const [user, temporary] = [join(side, "user"), join(side, "tmp")];
  const [home, repo] = [join(directory, "home"), join(directory, "repo")];
  for (const path of [home, repo, user, temporary]) mkdirSync(path, { recursive: true });
  const env = isolatedEnvironment(home, user, temporary);
  makeRepository(repo, env);
  return { directory, home, repo, env, dispose: () => removeTemporary(side) };
}

function clearEarlierRun(directory: string): void {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return;
  const ours = [INSTRUCTIONS, "home", "repo"].every((name) => existsSync(join(directory, name)));
  if (!ours) throw new RangeError(`${directory} holds something that no run of the lab has left there`);
  rmSync(directory, { recursive: true });
}

/** Every proxy points to a port nobody listens on, so that a request to anywhere but loopback fails at once. */
function isolatedEnvironment(home: string, user: string, temporary: string): Record<string, string> {
  const nowhere = "http://127.0.0.1:9";
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: user,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    TERM: "xterm",
    CODEX_HOME: home,
    LAB_KEY: "no-real-key",
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
  };
}

/** The same repository every time: three files, one commit, whose hash does not change. */
function makeRepository(repo: string, env: Readonly<Record<string, string>>): void {
  writeFileSync(join(repo, "a.txt"), "line one\nline two\nline three\n");
  writeFileSync(join(repo, "old.txt"), "keep\n");
  writeFileSync(join(repo, "del.txt"), "gone\n");
  const when = "2026-01-01T00:00:00Z";
  const steps = [
    ["init", "-q", "-b", "main"],
    ["config", "user.name", "Lab"],
    ["config", "user.email", "lab@example.invalid"],
    ["remote", "add", "origin", "https://example.invalid/lab/repo.git"],
    ["add", "-A"],
    ["commit", "-q", "-m", "init"],
  ];
  for (const args of steps) {
    const ended = spawnSync("git", args, {
      cwd: repo,
      encoding: "utf8",
      env: { ...env, GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when },
    });
    if (ended.status !== 0) throw new Error(`git ${args[0] ?? ""} failed: ${ended.stderr || String(ended.error)}`);
  }
}

export interface ConfigOptions {
  readonly model: string;
  /** `mock`: a provider of our own. `openai`: the built-in one, turned to the mock by `openai_base_url`. */
  readonly provider: "mock" | "openai";
  readonly baseUrl: string;
  /** Lines for the top of the file, before its first table. */
  readonly top?: string | undefined;
  /** Tables for its end. */
  readonly tables?: string | undefined;
}

/** Writes `config.toml`: keys of all versions at once, as each ignores those it does not know. */
export function writeConfig(place: Workplace, options: ConfigOptions): void {
  const instructions = JSON.stringify(join(place.directory, INSTRUCTIONS));
  writeFileSync(join(place.directory, INSTRUCTIONS), "You are at work in a lab. Be brief.\n");
  const mock = `[model_providers.mock]
name = "mock"
base_url = "${options.baseUrl}"
env_key = "LAB_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
stream_idle_timeout_ms = 20000
`;
  const config = `model = "${options.model}"
model_provider = "${options.provider}"
experimental_instructions_file = ${instructions}
model_instructions_file = ${instructions}
check_for_update_on_startup = false
${options.provider === "openai" ? `openai_base_url = "${options.baseUrl}"\n` : ""}${options.top ?? ""}
${options.provider === "mock" ? mock : ""}
[analytics]
enabled = false
[skills.bundled]
enabled = false
[projects."/"]
trust_level = "trusted"
${options.tables ?? ""}`;
  writeFileSync(join(place.home, "config.toml"), config);
}

/** The `[mcp_servers.lab]` table: the lab's own server, run by this Node. */
export function mcpServerTable(): string {
  const server = fileURLToPath(new URL("./mcp-server.ts", import.meta.url));
  const [command, args] = [JSON.stringify(process.execPath), JSON.stringify([server])];
  return `[mcp_servers.lab]\ncommand = ${command}\nargs = ${args}\nenabled = true\ndefault_tools_approval_mode = "approve"\n`;
}
