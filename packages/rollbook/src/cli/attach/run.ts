// rollbook attach: what can still be had of a Codex that runs already.

import { existsSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseRolloutName, type CataloguedThread } from "rollbook-core";
import { describeThread, findLogs, openCatalogue, RECORDINGS, type Library } from "../../home/index.ts";
import {
  attach,
  findRunning,
  prospectOf,
  readProcess,
  type Prospect,
  type RunningCodex,
} from "../../recorder/index.ts";
import { printFacts, type Fact } from "../check/facts.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { chooseThread, describeUnknown, homesOf, listed } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { printable } from "../printable.ts";
import { version } from "../version.ts";

export const runAttach: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const [home = ""] = homesOf(invocation, console.env).map((each) => resolve(each));
  if (!existsSync(home)) throw new Failure(EXIT.input, `${home} does not exist; --home names another codex home`);
  // Codex knows its home by its real path.
  const codexHome = realpathSync(home);
  const running = findRunning(codexHome);
  const library = openCatalogue([codexHome]);
  const thread = chosen(operands[0], library, running, codexHome, console);
  const paths = new Set(thread.rollouts.flatMap(({ stem }) => [stem.path]));
  const pid = running.find(({ rollouts }) => rollouts.some((path) => paths.has(path)))?.pid ?? null;
  const process = pid === null ? null : readProcess(pid);
  const rollout = thread.head.stem.path;
  const id = thread.id ?? parseRolloutName(basename(rollout))?.thread_id ?? null;
  if (id === null)
    throw new Failure(EXIT.input, `${rollout} does not say which session it is, so nothing can be recorded of it`);
  const root = thread.header.root_id ?? thread.header.parent_id ?? id;
  const logs = findLogs(codexHome, process?.environment ?? console.env).logs.flatMap(({ kind, path }) =>
    kind === "recording" ? [] : [{ kind, path }],
  );
  const prospect = prospectOf({ home: codexHome, rollout, root, running: process, logs });
  await tell(describeThread(library, thread), pid, prospect);
  if (flags.has("dry-run")) return EXIT.ok;

  const enough = new AbortController();
  const stop = (): void => enough.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) globalThis.process.once(signal, stop);
  const dir = values.get("dir")?.at(-1);
  if (pid !== null)
    console.note("rollbook: captured until that Codex ends; Ctrl-C ends it sooner, and keeps what there is");
  const recorded = await attach({
    codexHome,
    root: dir === undefined ? join(codexHome, "sessions") : resolve(dir),
    beside: dir === undefined ? join(codexHome, RECORDINGS) : null,
    ...{ debugLog: "session.log", debugLogLevel: null, rollbookVersion: version() },
    findLogs: () => (process === null ? [] : logs),
    thread: { id, root, parent: thread.header.parent_id },
    ...{ rollout, prospect, enough: enough.signal },
    running: pid === null || process === null ? null : { ...process, pid },
  }).catch((error: unknown) => {
    throw new Failure(
      EXIT.output,
      `nothing could be recorded: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  for (const directory of recorded.directories) console.note(`rollbook: recorded in ${directory}`);
  for (const trouble of recorded.troubles) console.note(`rollbook: not all was recorded: ${trouble}`);
  return recorded.directories.length === 0 ? EXIT.output : EXIT.ok;
};

/** The session that was named, or the one a Codex of this home has open. */
function chosen(
  word: string | undefined,
  library: Library,
  running: readonly RunningCodex[],
  home: string,
  { note }: Console,
): CataloguedThread {
  if (word !== undefined) {
    const found = chooseThread(library, word, note);
    if (found === null) throw new Failure(EXIT.input, describeUnknown(word, [home]));
    return found.thread;
  }
  const open = running.flatMap(({ rollouts }) => rollouts.map((path) => library.at(path)));
  const threads = new Set(open.filter((each) => each !== null).map((each) => library.catalogue.threadOf(each)));
  const roots = [...threads].filter(({ header }) => header.parent_id === null);
  const [thread, another] = roots;
  if (thread === undefined) {
    throw new Failure(
      EXIT.input,
      `no Codex that runs has a session of ${home} open; name a session to capture what is there`,
    );
  }
  if (another === undefined) return thread;
  throw new Failure(
    EXIT.usage,
    `Codex has open ${listed(
      roots.map((each) => describeThread(library, each)),
      note,
    )}`,
  );
}

async function tell(
  { id, name }: ReturnType<typeof describeThread>,
  pid: number | null,
  { captured, missing }: Prospect,
): Promise<void> {
  const facts: readonly Fact[] = [
    ["session", `${id ?? ""}${name === null ? "" : ` "${name}"`}`],
    ["process", pid === null ? "none that is known" : String(pid)],
    ...captured.map(({ what, how }): Fact => [what, how]),
    ...missing.map(({ what, why }): Fact => [what, `not captured: ${why}`]),
  ];
  const output = openStdout();
  output.write(printFacts(facts.map(([key, text]): Fact => [key, printable(text)])));
  await output.finish();
}
