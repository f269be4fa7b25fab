// rollbook files --touching: the sessions that touched a file.

import { resolve } from "node:path";
import { chainOf, type CataloguedThread } from "rollbook-core";
import {
  plainPath,
  readHistory,
  replay,
  REPLAY_SCHEMA_VERSION,
  touchedFiles,
  EVERYTHING,
  type TouchedFile,
} from "rollbook-core/replay";
import { describeThread, openCatalogue, type ThreadCandidate } from "../../home/index.ts";
import { createChangeHiding, type ChangeHiding } from "../changes/hiding.ts";
import { readSession } from "../changes/session.ts";
import { plural } from "../check/facts.ts";
import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT } from "../exit.ts";
import { printColumns } from "../format/columns.ts";
import { describeUnread } from "../input.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";
import { mentions } from "./mentions.ts";
import { filesTable } from "./table.ts";

interface Touching {
  readonly session: ThreadCandidate;
  readonly files: readonly TouchedFile[];
}

/** Every thread of the homes is looked at, each for what it did itself. */
export async function runTouching(path: string, invocation: Invocation, console: Console): Promise<number> {
  const { operands, flags } = invocation;
  const library = openCatalogue(operands.length > 0 ? operands : homesOf(invocation, console.env));
  const problems = library.problems.map(({ error }) => describeUnread(error, "it was left out"));
  const given = new Set([...library.given.values()].flat().map((stem) => library.at(stem.path)));
  const found: Touching[] = [];
  for (const thread of library.catalogue.threads) {
    // Others are there only because a given file continues them.
    if (!thread.rollouts.some((rollout) => given.has(rollout))) continue;
    try {
      const files = await touchedBy(thread);
      const matching = files.filter((file) => isMeant(path, file.path));
      if (matching.length > 0) found.push({ session: describeThread(library, thread), files: matching });
    } catch (error) {
      problems.push(describeUnread(error, "it was left out"));
    }
  }

  async function touchedBy(thread: CataloguedThread): Promise<readonly TouchedFile[]> {
    const chain = chainOf(library.catalogue, thread.head);
    let mentioned = false;
    for (const file of [...chain.files, ...chain.abandoned]) mentioned ||= await mentions(file.path, path);
    const session = mentioned ? await readSession(chain) : null;
    return session === null ? [] : touchedFiles(replay(readHistory(session.thread), EVERYTHING));
  }

  for (const problem of problems) console.note(`rollbook: ${problem}`);
  const hiding = createChangeHiding(flags.has("no-redact"));
  const output = openStdout();
  if (flags.has("json")) {
    const sessions = await hiding.hide(found.map(({ session, files }) => ({ ...session, files })));
    output.write(`${JSON.stringify({ schema_version: REPLAY_SCHEMA_VERSION, touching: path, sessions })}\n`);
  } else output.write(await printTouching(found, hiding, console));
  await output.finish();
  const hidden = hiding.told();
  if (hidden !== null) console.note(`rollbook: ${hidden}`);
  return problems.length > 0 ? EXIT.input : EXIT.ok;
}

/** An absolute path means that file, or all below that folder; any other also every path that ends with it. */
function isMeant(wanted: string, path: string): boolean {
  const below = (whole: string): boolean => path === whole || path.startsWith(`${whole}/`);
  if (below(plainPath(resolve(wanted)))) return true;
  const end = plainPath(wanted);
  return wanted !== resolve(wanted) && (path === end || path.replaceAll("\\", "/").endsWith(`/${end}`));
}

async function printTouching(found: readonly Touching[], hiding: ChangeHiding, { columns }: Console): Promise<string> {
  if (found.length === 0) return "no session touched it\n";
  const rows: string[][] = [];
  for (const { session, files } of found) {
    const begun = session.time?.slice(0, 19) ?? "";
    for (const file of files) {
      const name = printable(await hiding.hide(file.path));
      rows.push([begun, session.id ?? session.path, ...filesTable.cells(file), name]);
    }
  }
  const titles = [{ title: "begun" }, { title: "session" }, ...filesTable.columns, { title: "file", rest: true }];
  return `${printColumns(titles, rows, columns, [])}${plural(found.length, "session")}\n`;
}
