// What a Codex command line asks for: which of its commands, as far as the recorder has to know.

/** `terminal`: the interface people type into · `other`: nothing that makes a session. */
export type CommandKind = "terminal" | "exec" | "app-server" | "other";

export interface CodexCommand {
  readonly kind: CommandKind;
  /** `exec --json`: events on standard output. */
  readonly events: boolean;
  /** The words of the command line that may name a session to go on with. */
  readonly words: readonly string[];
}

/** Options before the command that take a value; `-i` takes any number of them. */
const VALUED = new Set([
  "-c",
  "--config",
  "--enable",
  "--disable",
  "--remote",
  "--remote-auth-token-env",
  "-m",
  "--model",
  "--local-provider",
  "-p",
  "--profile",
  "-s",
  "--sandbox",
  "-a",
  "--ask-for-approval",
  "-C",
  "--cd",
  "--add-dir",
]);
const IMAGES = new Set(["-i", "--image"]);

/** Commands that make or read no session in this process; what is none of these and no command below is a prompt. */
const OTHERS = new Set([
  "login",
  "logout",
  "mcp",
  "plugin",
  "remote-control",
  "completion",
  "update",
  "doctor",
  "sandbox",
  "debug",
  "apply",
  "a",
  "queue",
  "archive",
  "unarchive",
  "delete",
  "migrate-rollouts",
  "migrate-nfs-db",
  "cloud",
  "exec-server",
  "features",
  "help",
  "execpolicy",
  "responses-api-proxy",
  "stdio-to-uds",
]);

/** Reads the arguments after `codex`. */
export function readCommand(args: readonly string[]): CodexCommand {
  const words: string[] = [];
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? "";
    if (VALUED.has(word)) at += 1;
    else if (IMAGES.has(word)) while (at + 1 < args.length && !args[at + 1]?.startsWith("-")) at += 1;
    else if (word === "--" || !word.startsWith("-")) break;
    else if (["-h", "--help", "-V", "--version"].includes(word)) return { kind: "other", events: false, words };
  }
  const name = args[at];
  const rest = args.slice(at + 1);
  words.push(...rest.filter((word) => !word.startsWith("-")));
  if (rest.includes("--help") || rest.includes("-h")) return { kind: "other", events: false, words };
  if (name === "exec" || name === "e" || name === "review") {
    const events = rest.some((word) => word === "--json" || word === "--experimental-json");
    return { kind: "exec", events: name !== "review" && events, words };
  }
  if (name === "app-server") return { kind: appServerKind(rest), events: false, words };
  if (name === "mcp-server" || name === "proto") return { kind: "exec", events: false, words };
  return { kind: name !== undefined && OTHERS.has(name) ? "other" : "terminal", events: false, words };
}

/** Only on standard input and output can its stream be read. */
function appServerKind(rest: readonly string[]): CommandKind {
  const listen = rest.findIndex((word) => word === "--listen" || word.startsWith("--listen="));
  const place = listen === -1 ? "stdio://" : (rest[listen]?.split("=")[1] ?? rest[listen + 1] ?? "");
  const other = rest.some((word) => ["daemon", "proxy", "generate-ts", "generate-json-schema"].includes(word));
  return other ? "other" : place.startsWith("stdio") ? "app-server" : "exec";
}
