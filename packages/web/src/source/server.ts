// A session from the server: rows and turns page by page, texts as they are asked for, and news as it is written.

import { addressOf, type ItemEntry, type Session, type TurnMark } from "rollbook-api";
import { ask, fetchAddress } from "./api.ts";
import { createChanged } from "./changed.ts";
import { follow } from "./follow.ts";
import { createFresh } from "./fresh.ts";
import { readRecorded } from "./recorded.ts";
import type { Entry, Relation, SessionFacts, Source, Stretch, TurnRow, Whereabouts } from "./contract.ts";

/** What is asked for at once. */
const MOST_TURNS = 2000;
const MOST_ROWS = 2000;
/** Items that are asked for at once. */
const MOST_POSITIONS = 200;

export function openSession(key: string, listen: (grew: () => void) => () => void): Source {
  const place = { session: key };
  const fresh = createFresh(async (positions, left) => {
    const pages = Array.from({ length: Math.ceil(positions.length / MOST_POSITIONS) }, (_, page) =>
      positions.slice(page * MOST_POSITIONS, (page + 1) * MOST_POSITIONS),
    );
    const answers = await Promise.all(
      pages.map((position) => ask("items", place, { position, limit: MOST_POSITIONS }, left)),
    );
    return answers.flatMap(({ items }) => items.map(entryOf));
  });
  return {
    key,
    name: key,
    open(tell) {
      const following = follow(
        {
          facts: async () => factsOf(await ask("session", place)),
          async turns(cursor) {
            const page = await ask("turns", place, { cursor, limit: MOST_TURNS });
            return { ...page, turns: page.turns.map(turnRow) };
          },
          rows: (cursor) => ask("rows", place, { cursor, limit: MOST_ROWS }),
        },
        (news) => {
          fresh.told(news);
          tell(news);
        },
      );
      const ended = listen(following.again);
      return () => {
        ended();
        following.end();
      };
    },
    entries: fresh.entries,
    async part(position, part) {
      const address = addressOf("part", { ...place, position: String(position), part: String(part) });
      return (await fetchAddress(address)).text();
    },
    async image(position, image) {
      const address = addressOf("image", { ...place, position: String(position), image: String(image) });
      return (await fetchAddress(address)).blob();
    },
    async json(position) {
      return JSON.stringify(await ask("item", { ...place, position: String(position) }), null, 2);
    },
    async bytes({ file, offset, length }: Whereabouts) {
      const { text, damaged } = await ask("lines", place, { file, offset, length });
      return stretches(text, offset, damaged);
    },
    async cost() {
      return (await ask("stats", {}, { by: "model", session: [key] })).cost.usd;
    },
    recorded: (whole) => readRecorded(key, whole),
    ...createChanged(key),
    share: (turn) => addressOf("share", place, { first_turn: turn, last_turn: turn }),
    async search(words) {
      return (await ask("find", place, { q: words })).positions;
    },
  };
}

function turnRow(mark: TurnMark): TurnRow {
  const { index, id, status, error, withdrawn, inherited, model, effort, cwd, duration_ms } = mark;
  const { usage, context_tokens, context_window, rate_limits } = mark;
  const started_at = momentOf(mark.started_at);
  const ended_at = momentOf(mark.ended_at);
  const between = started_at !== null && ended_at !== null && ended_at >= started_at ? ended_at - started_at : null;
  return {
    ...{ index, id, status, error, withdrawn, inherited, model, effort, cwd, started_at, ended_at },
    ...{ usage, context_tokens, context_window },
    rate_limits: rate_limits as TurnRow["rate_limits"],
    duration_ms: duration_ms ?? between,
  };
}

function momentOf(timestamp: string | null): number | null {
  const moment = Date.parse(timestamp ?? "");
  return Number.isNaN(moment) ? null : moment;
}

function entryOf({ position, view, sources, images, sessions }: ItemEntry): Entry {
  return { position, view, sources, images, threads: sessions.map(({ session_id, key }) => ({ id: session_id, key })) };
}

function factsOf(session: Session): SessionFacts {
  const { session_id, name, cwd, git, cli_version, chain, parent, fork_of, children, gaps, problems, resume, live } =
    session;
  type Told = NonNullable<typeof parent>;
  const relation = (kind: Relation["kind"], one: Told): Relation => ({
    kind,
    key: one.key,
    name: one.name ?? one.session_id,
  });
  return {
    id: session_id,
    name,
    cwd,
    branch: git?.branch ?? null,
    cli_version,
    files: chain.map(({ path, size }) => ({ path, size })),
    relations: [
      ...(parent === null ? [] : [relation("parent", parent)]),
      ...(fork_of === null ? [] : [relation("forked from", fork_of)]),
      ...children.map((child) => relation(child.forked ? "fork" : "agent", child)),
    ],
    resume,
    live,
    gaps: [...gaps, ...problems],
  };
}

/** A text with U+FFFD where bytes are none, and what those bytes are. `damaged` is in order. */
export function stretches(
  text: string,
  offset: number,
  damaged: readonly { readonly offset: number; readonly hex: string }[],
): readonly Stretch[] {
  const found: Stretch[] = [];
  const encoder = new TextEncoder();
  let rest = text;
  let at = offset;
  for (const { offset: place, hex } of damaged) {
    const before = rest.indexOf("\ufffd");
    if (before === -1) break;
    const head = rest.slice(0, before);
    at += encoder.encode(head).length;
    // What stands there really is this character, and no damage.
    if (at !== place) break;
    if (head !== "") found.push({ kind: "text", text: head });
    found.push({ kind: "bytes", text: hex.replaceAll(/(..)(?=.)/g, "$1 ") });
    at += hex.length / 2;
    rest = rest.slice(before).replace(/^\ufffd+/, "");
  }
  if (rest !== "") found.push({ kind: "text", text: rest });
  return found;
}
