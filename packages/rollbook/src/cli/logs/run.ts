// rollbook logs: Codex's own logs as events, of one session or all, the newest last.

import { resolve } from "node:path";
import {
  findLogs,
  mergeLogs,
  recordEvent,
  sourceOf,
  type Found,
  type LogQuery,
  type LogRecord,
  type LogSource,
} from "../../home/index.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { requireHomes } from "../homes.ts";
import { boundMemory } from "../memory.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { createTextHiding, type TextHiding } from "../texts.ts";
import { readLogsOptions, type LogsOptions } from "./options.ts";
import { sessionOf, type OfSession } from "./session.ts";
import { renderEvent } from "./text.ts";

export const runLogs: Run = async (invocation, console) => {
  const options = readLogsOptions(invocation, Date.now());
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  if (options.files === null) requireHomes(homes);
  const session =
    options.session === null ? null : sessionOf(options.session, homes, options.unnamed, (line) => console.note(line));
  let failed = false;
  const found = options.files === null ? homes.map((home) => findLogs(home, console.env)) : [namedLogs(options.files)];
  // Homes may share a directory of logs.
  const all = [...new Map(found.flatMap(({ logs }) => logs).map((source) => [source.path, source])).values()];
  const sources = all.filter(({ kind }) => options.sources.has(kind));
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  boundMemory(total);
  const progress = showProgress(console, total);
  const say = (line: string): void => {
    progress.clear();
    console.note(`rollbook: ${line}`);
  };
  for (const line of found.flatMap(({ unread }) => unread)) {
    failed = true;
    say(line);
  }
  const query = queryOf(options, session);
  const tell = (message: string): void => {
    failed = true;
    say(message);
  };
  const whole = options.limit === Number.POSITIVE_INFINITY;
  const order = whole ? ({ from: "oldest" } as const) : ({ from: "newest", most: options.limit + 1 } as const);
  const events = mergeLogs({ sources, query, order, tell, read: (bytes) => progress.add(bytes) });
  const hiding = createTextHiding();
  try {
    const { shown, more } = whole ? { shown: events, more: false } : await newestOf(events, options.limit);
    const count = await print(shown, hiding);
    if (all.length === 0)
      say(`no log was found in ${homes.join(", ")}: Codex of that version writes none, or it was deleted`);
    else if (count === 0 && !more) say(emptyOf(options));
    if (more) say(`older events are not shown; --limit N shows more of them, --all all`);
  } finally {
    progress.clear();
  }
  const told = hiding.told();
  if (told !== null) say(told);
  return failed ? EXIT.input : EXIT.ok;

  async function print(shown: AsyncIterable<Found> | Iterable<Found>, { hide }: TextHiding): Promise<number> {
    const output = openStdout();
    let count = 0;
    for await (const { event, source } of shown) {
      const record = recordEvent(event, source);
      const safe = options.hides ? await hidden(record, hide) : record;
      output.write(
        options.json
          ? `${JSON.stringify(safe)}\n`
          : renderEvent(safe, { full: options.full, colour: console.colour, width: console.columns }),
      );
      count += 1;
      await output.settle();
      if (output.isClosed()) break;
    }
    progress.clear();
    await output.finish();
    return count;
  }
};

/** Throws `Failure` (input) for what is no file. */
function namedLogs(files: readonly string[]): ReturnType<typeof findLogs> {
  const logs = files.map((file): LogSource => {
    const source = sourceOf(resolve(file), null);
    if (source !== null) return source;
    throw new Failure(
      EXIT.input,
      `cannot read ${file}: there is no such file, or it is no regular one; check the path`,
    );
  });
  return { logs, unread: [] };
}

function queryOf({ since, until, least, fits }: LogsOptions, session: OfSession | null): LogQuery {
  if (session === null) return { since, until, begin: since, least, fits };
  return {
    since,
    until,
    begin: Math.max(since, session.begin),
    least,
    fits: (event) => session.fits(event) && fits(event),
  };
}

/** The newest come first; they are shown last. */
async function newestOf(
  events: AsyncGenerator<Found>,
  limit: number,
): Promise<{ readonly shown: readonly Found[]; readonly more: boolean }> {
  const newest: Found[] = [];
  for await (const found of events) {
    if (newest.length === limit) return { shown: newest.toReversed(), more: true };
    newest.push(found);
  }
  return { shown: newest.toReversed(), more: false };
}

async function hidden(record: LogRecord, hide: TextHiding["hide"]): Promise<LogRecord> {
  const { message, spans } = record;
  return { ...record, message: await hide(message), spans: spans === null ? null : await hide(spans) };
}

function emptyOf({ session, unnamed }: LogsOptions): string {
  const hint =
    session === null || unnamed ? "" : "; old versions name no session: --unnamed shows what was logged in its time";
  return `no event was found${hint}`;
}
