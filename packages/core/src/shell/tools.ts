// Judges programs that do different things by sub-command: package managers and language tools.

import { judgement, type EffectJudgement, type RuleName } from "./rules.ts";
import type { ShellWord } from "./script.ts";

interface Tool {
  readonly reads?: string;
  readonly writes?: string;
  readonly network?: string;
}

const NODE: Tool = {
  reads: "ls list ll la root bin prefix help why explain",
  writes: "uninstall remove rm un unlink prune dedupe version pkg link config",
  network: `
    install i add ci in it clean-install update up upgrade outdated publish unpublish view info show search audit login
    logout whoami ping deprecate dist-tag owner token access star team fund create dlx import`,
};

const PYTHON: Tool = {
  reads: "list freeze show check help debug inspect",
  writes: "uninstall cache config",
  network: "install download wheel index search",
};

/** The rest of a tool's sub-commands run code of the project or of a package. */
const TOOLS: Readonly<Record<string, Tool>> = {
  npm: NODE,
  pnpm: NODE,
  yarn: NODE,
  corepack: { network: "prepare install enable use up" },
  pip: PYTHON,
  pip3: PYTHON,
  uv: {
    reads: "tree version help",
    writes: "remove venv init cache",
    network: "pip sync add lock tool publish python",
  },
  poetry: {
    reads: "show check version env about",
    writes: "remove init new config cache",
    network: "install add update lock publish search",
  },
  pipenv: { reads: "graph", writes: "uninstall clean", network: "install sync update lock" },
  conda: { reads: "list info", writes: "remove clean config", network: "install create update search" },
  cargo: {
    reads: "locate-project pkgid read-manifest version help",
    writes: "clean new init remove rm fmt uninstall",
    network: "add fetch install update search publish owner login yank generate-lockfile vendor",
  },
  rustup: { reads: "show which doc", writes: "default override", network: "update install toolchain target component" },
  go: {
    reads: "version env list doc help",
    writes: "clean fmt fix",
    network: "get install mod work",
  },
  gem: {
    reads: "list environment contents which",
    writes: "uninstall cleanup",
    network: "install update push fetch search",
  },
  bundle: { reads: "list show info platform", writes: "clean config", network: "install update add outdated lock" },
  composer: {
    reads: "show licenses status depends",
    writes: "remove dump-autoload clear-cache",
    network: "install update require outdated search audit create-project",
  },
};

/** Flags that may stand before a sub-command and take no further word; after any other, a word may belong to the flag. */
const LONE = new Set("-s --silent -q --quiet -y --yes --verbose --no-color --offline --locked --frozen".split(" "));

const SETS = new Map(
  Object.entries(TOOLS).map(([name, tool]): [string, ReadonlyMap<string, RuleName>] => [
    name,
    new Map([
      ...named(tool.reads, "reads-only"),
      ...named(tool.writes, "writes-files"),
      ...named(tool.network, "fetches-packages"),
    ]),
  ]),
);

/** Effect of a tool with sub-commands; null for a program that is none. */
export function judgeTool(name: string, args: readonly ShellWord[]): EffectJudgement | null {
  const rules = SETS.get(name);
  if (rules === undefined) return null;
  const command = args.find((word) => word.value === null || !LONE.has(word.value));
  // A bare `yarn` installs; the others print their help.
  if (command === undefined) return judgement(name === "yarn" ? "fetches-packages" : "runs-tool");
  if (command.value === null) return judgement("dynamic-argument");
  if (name === "go") {
    if (command.value === "env" && args.some((word) => word.value?.startsWith("-w") ?? true)) {
      return judgement("writes-by-flag");
    }
    if (args.some((word) => /^--?(?:toolexec|exec|vettool)/.test(word.lead))) return judgement("runs-tool");
  }
  if (name === "cargo" && RESOLVING.has(command.value)) {
    const says = (flag: string): boolean => args.some((word) => word.value === flag);
    if (says("--frozen") || (says("--locked") && says("--offline"))) return judgement("reads-only");
    return judgement(says("--offline") ? "writes-files" : "fetches-packages");
  }
  return judgement(rules.get(command.value) ?? "runs-tool");
}

/** They read the dependencies of a project, for which they fetch what is missing and write Cargo.lock where there is none. */
const RESOLVING = new Set(["tree", "metadata"]);

function named(list: string | undefined, rule: RuleName): [string, RuleName][] {
  const names = list?.trim();
  return names === undefined || names === "" ? [] : names.split(/\s+/).map((name): [string, RuleName] => [name, rule]);
}
