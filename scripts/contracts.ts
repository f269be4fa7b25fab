// The public promises as files: makes them afresh, or says where the committed ones have drifted.
//
// npm run contracts              writes contracts/
// node scripts/contracts.ts --check   exit code 1 and the differences, if there are any

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { apiContracts } from "../packages/api/src/openapi.ts";
import { actionContracts } from "../packages/core/src/action/contracts.ts";
import { checkContracts } from "../packages/core/src/check/contracts.ts";
import { contextContracts } from "../packages/core/src/context/contracts.ts";
import { listContracts } from "../packages/core/src/facets/contracts.ts";
import { protocolContracts } from "../packages/core/src/protocol/contracts.ts";
import { replayContracts } from "../packages/core/src/replay/contracts.ts";
import { homeContracts } from "../packages/rollbook/src/home/survey/contracts.ts";
import { bundleContracts } from "../packages/rollbook/src/bundle/contracts.ts";
import { historyContracts } from "../packages/rollbook/src/home/history/contracts.ts";
import { logsContracts } from "../packages/rollbook/src/home/logs/contracts.ts";
import { indexContracts } from "../packages/rollbook/src/index/contracts.ts";
import { searchContracts } from "../packages/rollbook/src/search/contracts.ts";
import { recordingContracts } from "../packages/core/src/recording/contracts.ts";
import { deedContracts } from "../packages/core/src/deeds/contracts.ts";
import { upgradeContracts } from "../packages/core/src/upgrade/contracts.ts";
import { threadContracts } from "../packages/core/src/thread/contracts.ts";
import { rolloutContracts } from "../packages/core/src/schema/contracts.ts";
import { describeDrift } from "./drift.ts";
import { listExports } from "./exports.ts";
import { CONTRACTS, CORE, PROGRAM } from "./repository.ts";

/** Every contract: its path under contracts/ and its text. */
export function makeContracts(): ReadonlyMap<string, string> {
  const contracts = new Map<string, string>();
  contracts.set("cli-help.txt", helpText());
  contracts.set("exports.txt", listExports(CORE));
  const rooms = [
    actionContracts(),
    apiContracts(),
    rolloutContracts(),
    checkContracts(),
    upgradeContracts(),
    contextContracts(),
    listContracts(),
    protocolContracts(),
    replayContracts(),
    threadContracts(),
    historyContracts(),
    logsContracts(),
    homeContracts(),
    indexContracts(),
    bundleContracts(),
    searchContracts(),
    deedContracts(),
    recordingContracts(),
  ];
  for (const room of rooms) {
    for (const [path, text] of Object.entries(room)) contracts.set(relative("contracts", path), text);
  }
  return contracts;
}

function helpText(): string {
  const program = help([]);
  const commands = /^Commands:\n((?: {2}.*\n)+)/m.exec(program)?.[1] ?? "";
  const names = [...commands.matchAll(/^ {2}(\S+)/gm)].flatMap((match) => match[1] ?? []);
  if (names.length === 0) throw new Error("rollbook --help lists no commands");
  return ["", ...names]
    .map((name) => `$ rollbook ${`${name} --help`.trim()}\n${help(name === "" ? [] : [name])}`)
    .join("\n");
}

function help(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(PROGRAM, "bin/rollbook.js"), ...words, "--help"],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`rollbook ${words.join(" ")} --help failed: ${stderr}`);
  return stdout;
}

function committed(): Map<string, string> {
  if (!existsSync(CONTRACTS)) return new Map();
  const files = readdirSync(CONTRACTS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(CONTRACTS.length + 1)
      .replaceAll("\\", "/"),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(CONTRACTS, path), "utf8")]));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const made = makeContracts();
  if (process.argv.includes("--check")) {
    const drift = describeDrift(committed(), made);
    if (drift !== "")
      console.log(
        `${drift}\nThe contracts have drifted. If that is meant: npm run contracts, and commit the difference.`,
      );
    process.exitCode = drift === "" ? 0 : 1;
  } else {
    for (const path of committed().keys()) if (!made.has(path)) rmSync(join(CONTRACTS, path));
    for (const [path, text] of made) {
      mkdirSync(dirname(join(CONTRACTS, path)), { recursive: true });
      writeFileSync(join(CONTRACTS, path), text);
    }
    console.log(`${made.size} contracts written`);
  }
}
