// Which endpoints a Codex command line would ask, and which words turn it to the tap instead.

import { isSecretHeader, secretsOf as secretsOfHeader } from "../secrets/header.ts";
import { resolve } from "node:path";
import type { ByLogin, Upstream } from "../tap/index.ts";
import { findProjectEndpoint, readSettings, table } from "./settings.ts";
import { readCommandLine, type CommandLine, type Table } from "./words.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Invocation {
  /** The words after `codex`. */
  readonly argv: readonly string[];
  /** The environment Codex would get. */
  readonly environment: Environment;
  readonly codexHome: string;
  /** As in `codex --version`; null where it is not known, which is taken for a new one. */
  readonly version: string | null;
  /** Where Codex is started; that of this process if it is not said. */
  readonly cwd?: string;
}

/** What is to be set so that requests come to the tap, and what each then stands for. */
export interface TapPlan {
  /** Settings, as `-c` names them. */
  readonly settings: readonly { readonly key: string; readonly upstream: Upstream }[];
  /** Environment variables, where a version or a provider listens to nothing else. */
  readonly variables: readonly { readonly name: string; readonly upstream: Upstream }[];
  /** Variables that keep Codex's way to the tap free of the user's proxy. */
  readonly environment: Readonly<Record<string, string>>;
  /** Before which word of argv the settings go. */
  readonly insertAt: number;
  /** Why requests will be missing: one sentence each. Nothing is set for these. */
  readonly missing: readonly string[];
  /** Keys and tokens the settings hold or name. */
  readonly secrets: readonly string[];
}

/** Subcommands that make no session. Any other first word may: the rest, those to come, and prompts. */
export const SILENT: ReadonlySet<string> = new Set(
  "login logout plugin remote-control completion update doctor sandbox debug apply a queue archive delete"
    .split(" ")
    .concat(
      "unarchive migrate-rollouts migrate-nfs-db cloud cloud-tasks exec-server features help execpolicy".split(" "),
    ),
);

/** Never throws. Reads the settings' files, never the login's. */
export function planTap(invocation: Invocation): TapPlan {
  const line = readCommandLine(invocation.argv);
  const none = { settings: [], variables: [], environment: {}, insertAt: line.insertAt, missing: [], secrets: [] };
  if (SILENT.has(line.command ?? "")) return none;
  if (line.remote) return { ...none, missing: ["the requests are made by the remote server, not by this Codex"] };
  // Later versions take no endpoint from a project. What earlier ones make of it depends on whether it is trusted.
  const project = release(invocation.version) < 144 ? projectOf(invocation, line) : null;
  if (project !== null)
    return { ...none, missing: [`the endpoint is set by the project's own settings in ${project}`] };
  return planFor(invocation, line);
}

/** The second number of a version, which says what it can; a version that is not known can all that new ones can. */
function release(version: string | null): number {
  const [major = 0, minor = 0] = (version ?? "1").split(".").map(Number);
  return major > 0 ? Number.POSITIVE_INFINITY : minor;
}

function projectOf({ cwd = process.cwd(), codexHome }: Invocation, { directory }: CommandLine): string | null {
  return findProjectEndpoint(resolve(cwd, directory ?? ""), codexHome);
}

function planFor(invocation: Invocation, line: CommandLine): TapPlan {
  const { environment, codexHome } = invocation;
  const config = readSettings(codexHome, line);
  const settings: { key: string; upstream: Upstream }[] = [];
  const variables: { name: string; upstream: Upstream }[] = [];
  const missing: string[] = [];
  const providers = table(config["model_providers"]);
  const named = word(config["model_provider"]) ?? "openai";
  const local = localOf(line, config, named, providers);

  if (local !== null) {
    const upstream = localUpstream(local, environment);
    if (upstream === null) missing.push(`it cannot be told which local provider will be asked`);
    else variables.push({ name: "CODEX_OSS_BASE_URL", upstream });
  }
  const builtIn = openaiUpstream(invocation, config);
  // `openai_base_url` came with 0.115; before there was a variable.
  if (release(invocation.version) >= 115) settings.push({ key: "openai_base_url", upstream: builtIn });
  else if (named === "openai" && local === null) variables.push({ name: "OPENAI_BASE_URL", upstream: builtIn });

  for (const [id, value] of Object.entries(providers)) {
    const why = refusal(id, table(value));
    const upstream = URL.parse(word(table(value)["base_url"]) ?? "");
    if (why === null) settings.push({ key: `model_providers.${id}.base_url`, upstream: upstream ?? builtIn });
    else if (id === named && local === null) missing.push(`the provider ${id} ${why}`);
  }
  if (named === "amazon-bedrock") missing.push("requests to Amazon Bedrock are signed for their address");
  return {
    settings,
    variables,
    environment: freeWay(environment),
    insertAt: line.insertAt,
    missing,
    secrets: Object.values(providers).flatMap((provider) => secretsOf(table(provider), environment)),
  };
}

/** Why a provider cannot be turned to the tap, in words that follow its name. */
function refusal(id: string, provider: Table): string | null {
  const base = word(provider["base_url"]);
  if (!/^[\w-]+$/.test(id)) return "has a name that no override on the command line can hold";
  if (word(provider["name"]) === null) return "is not complete";
  if (provider["aws"] !== undefined) return "signs its requests for their address";
  return base === null || /^https?:$/.test(URL.parse(base)?.protocol ?? "") ? null : "has an address that is not HTTP";
}

/** The built-in provider asks one of two endpoints, by the kind of login, which its requests show. */
const BUILT_IN: ByLogin = { account: "https://chatgpt.com/backend-api/codex", key: "https://api.openai.com/v1" };

function openaiUpstream({ version, environment }: Invocation, config: Table): Upstream {
  const set = release(version) >= 115 ? word(config["openai_base_url"]) : null;
  // Versions from 0.130 on do not look at it.
  const variable = release(version) < 130 ? environment["OPENAI_BASE_URL"]?.trim() : null;
  return URL.parse(set ?? (variable === "" ? null : variable) ?? "") ?? BUILT_IN;
}

const LOCAL: Readonly<Record<string, number>> = { oss: 11434, ollama: 11434, "ollama-chat": 11434, lmstudio: 1234 };

/** The built-in local provider that would be asked; an empty name where that is not clear; null: none. */
function localOf(line: CommandLine, config: Table, named: string, providers: Table): string | null {
  if (line.oss) return line.localProvider ?? word(config["oss_provider"]) ?? "";
  return Object.hasOwn(LOCAL, named) && !Object.hasOwn(providers, named) ? named : null;
}

function localUpstream(provider: string, environment: Environment): URL | null {
  const given = environment["CODEX_OSS_BASE_URL"]?.trim();
  if (given !== undefined && given !== "") return URL.parse(given);
  const port = environment["CODEX_OSS_PORT"]?.trim() || (Object.hasOwn(LOCAL, provider) ? LOCAL[provider] : undefined);
  return port === undefined ? null : URL.parse(`http://localhost:${port}/v1`);
}

/** Codex would send requests for loopback through a proxy for HTTP as well. */
function freeWay(environment: Environment): Readonly<Record<string, string>> {
  const set = (name: string): boolean => (environment[name] ?? "").trim() !== "";
  if (!["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].some(set)) return {};
  const names = ["NO_PROXY", "no_proxy"].filter(set);
  const now = (names.length === 0 ? ["NO_PROXY"] : names).map((name) => [name, environment[name] ?? ""] as const);
  const covered = ({ 1: value }: readonly [string, string]): boolean =>
    value.split(",").some((one) => /^(?:\*|127\.0\.0\.1|127\.0\.0\.0\/8)$/.test(one.trim()));
  return Object.fromEntries(
    now
      .filter((one) => !covered(one))
      .map(([name, value]) => [name, value.trim() === "" ? "127.0.0.1" : `${value},127.0.0.1`]),
  );
}

function secretsOf(provider: Table, environment: Environment): string[] {
  const named = [word(provider["env_key"]), ...Object.values(table(provider["env_http_headers"])).map(word)];
  const values = [
    word(provider["experimental_bearer_token"]),
    ...named.map((name) => (name === null ? null : (environment[name] ?? null))),
  ];
  const headers = Object.entries(table(provider["http_headers"])).flatMap(([name, value]) =>
    isSecretHeader(name) ? secretsOfHeader(name, word(value) ?? "") : [],
  );
  return [...values.filter((value) => value !== null), ...headers];
}

function word(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
