// What sessions are told of: by an index what it knows, by their files the rest.

import type { PriceTable } from "rollbook-core/usage";
import type { SessionFiles } from "../../home/index.ts";
import type { Told } from "../../listing/index.ts";
import type { Known, KnownFacets } from "../../refresh/index.ts";
import type { Readers } from "./readers.ts";

export interface Reading {
  readonly files: SessionFiles;
  /** Bytes on disk. */
  readonly size: number;
}

/** A session that an index may know. */
export interface Asked extends Reading {
  readonly key: string;
}

/** Where sessions are told from. */
export interface Sources {
  /** Null where nothing is asked. */
  readonly known: KnownFacets | null;
  readonly prices: PriceTable;
}

/** As `readers` read them, but what is known is not read. */
export async function tellSessions(
  sessions: readonly Asked[],
  known: KnownFacets | null,
  readers: Readers,
  take: (index: number, told: Told) => boolean,
  read: (bytes: number) => void,
): Promise<void> {
  let goesOn = true;
  for (let at = 0; at < sessions.length && goesOn;) {
    const unknown: Asked[] = [];
    let told: Known | null = null;
    for (; at + unknown.length < sessions.length && told === null;) {
      const session = sessions[at + unknown.length];
      if (session === undefined) break;
      told = known?.of(session.files, session.key) ?? null;
      if (told === null) unknown.push(session);
    }
    const from = at;
    if (unknown.length > 0) {
      await readers.read(unknown, (index, read) => (goesOn = take(from + index, read)), read);
    }
    at += unknown.length;
    if (told === null || !goesOn) continue;
    read(sessions[at]?.size ?? 0);
    goesOn = take(at, { ...told, problems: [] });
    at += 1;
  }
}
