// The command line of one step, as the version at hand understands it: read from its own help, not from a table.

import { spawnSync } from "node:child_process";
import type { Codex } from "./codex.ts";
import type { Step } from "./scenario.ts";
import { isAtLeast } from "./versions.ts";
import type { Workplace } from "./workplace.ts";

/** What `codex exec --help` and `codex exec resume --help` say; empty where there is no such command. */
export interface Help {
  readonly exec: string;
  readonly resume: string;
}

export function readHelp(codex: Codex, place: Workplace): Help {
  const ask = (...args: string[]): string => {
    const ended = spawnSync(codex.program, [...args, "--help"], { encoding: "utf8", env: place.env, timeout: 20_000 });
    return ended.stdout + ended.stderr;
  };
  const exec = ask("exec");
  return { exec, resume: /\bresume\b/.test(exec) ? ask("exec", "resume") : "" };
}

export interface SessionFile {
  readonly path: string;
  /** The last uuid of its name. */
  readonly id: string;
}

/** Sessions of the home, oldest change first. */
export type Sessions = readonly SessionFile[];

const BYPASS = "--dangerously-bypass-approvals-and-sandbox";

/** The arguments after `codex`, or null when this version has no way to do such a step. */
export function commandLine(
  step: Step,
  help: Help,
  version: string,
  sessions: Sessions,
  picture: string,
): string[] | null {
  const flags = commonFlags(help.exec, step.sandboxed === true);
  const json = help.exec.includes("--json") ? ["--json"] : [];
  const args = step.args ?? [];
  const prompt = step.prompt ?? "";
  if (step.kind === "prompt") {
    // `-i` takes any number of values: `--` says where the prompt begins.
    const image = step.image === true ? ["-i", picture, "--"] : [];
    return ["exec", ...flags, ...json, ...args, ...image, prompt];
  }
  const session = step.first === true ? sessions[0] : sessions.at(-1);
  if (step.kind === "review") {
    return /\breview\b/.test(help.exec) ? ["exec", ...flags, ...json, "review", ...args] : null;
  }
  if (session === undefined) return null;
  if (step.kind === "fork") {
    return /\bfork\b/.test(help.exec) ? ["exec", ...flags, ...json, "fork", session.id, prompt] : null;
  }
  if (help.resume === "") {
    if (!isAtLeast(version, "0.8.0")) return null;
    const resume = `experimental_resume=${JSON.stringify(session.path)}`;
    return ["exec", ...flags, ...json, "-c", resume, ...args, prompt];
  }
  const known = (flag: string): boolean => help.resume.includes(flag);
  const all = [...flags, ...json];
  const before = all.filter((flag) => !known(flag));
  return ["exec", ...before, ...args, "resume", ...all.filter(known), session.id, prompt];
}

function commonFlags(exec: string, sandboxed: boolean): string[] {
  const flags = exec.includes("--skip-git-repo-check") ? ["--skip-git-repo-check"] : [];
  if (sandboxed) return flags;
  if (exec.includes(BYPASS)) return [...flags, BYPASS];
  if (!exec.includes("--sandbox-permission")) return flags;
  const permissions = ["disk-full-read-access", "disk-full-write-access", "network-full-access"];
  return [...flags, ...permissions.flatMap((permission) => ["-s", permission])];
}
