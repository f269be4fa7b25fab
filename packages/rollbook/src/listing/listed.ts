// What names and heads tell of each session, before any is read whole.

import { uuidTime, type CataloguedThread, type Header } from "rollbook-core";
import type { Library } from "../home/index.ts";
import type { Kind } from "./kinds.ts";

export interface Listed {
  readonly thread: CataloguedThread;
  readonly id: string | null;
  /** The file in which it goes on. */
  readonly path: string;
  /** Of its first file. */
  readonly header: Header;
  readonly kind: Kind;
  readonly name: string | null;
  readonly archived: boolean;
  /** Unix milliseconds. */
  readonly created_ms: number;
  readonly updated_ms: number;
  /** Bytes of its files on disk, copies left aside. */
  readonly size: number;
}

export function listAll(library: Library): readonly Listed[] {
  return library.catalogue.threads.map((thread) => {
    const { id, home, head, header, rollouts } = thread;
    const updated_ms = Math.floor(Math.max(...rollouts.map(({ stem }) => stem.mtime_ms)));
    return {
      thread,
      id,
      path: head.stem.path,
      header,
      kind: kindOf(header),
      name: library.nameOf(home, id),
      archived: head.stem.archived,
      created_ms: createdMs(thread) ?? updated_ms,
      updated_ms,
      size: rollouts.reduce((sum, { stem }) => sum + stem.size, 0),
    };
  });
}

/**
 * As its id tells (0.44 …), else its header, else the local time in its name. Header and id differ by milliseconds, and of
 * ids names tell.
 */
function createdMs({ id, header, rollouts }: CataloguedThread): number | null {
  const local = rollouts[0]?.stem.name?.local_time ?? "";
  const times = [Date.parse(header.started_at ?? ""), Date.parse(local)];
  return uuidTime(id) ?? times.find((time) => !Number.isNaN(time)) ?? null;
}

/** Interactive is what Codex's own picker shows; before 0.44 only the originator tells. */
function kindOf({ source, originator, parent_id }: Header): Kind {
  if (source === "subagent:review") return "review";
  if (source?.startsWith("subagent") === true || parent_id !== null) return "subagent";
  if (source === "exec" || (source === null && originator === "codex_exec")) return "exec";
  return source === null || source === "cli" || source === "vscode" || source.startsWith("custom")
    ? "interactive"
    : "other";
}

/** What people call the place of work: the repository, else the directory. */
export function projectOf(header: Header, cwd: string | null): string | null {
  const url = header.git?.repository_url ?? null;
  const path = url === null ? cwd : url.replace(/\/+$/, "").replace(/\.git$/, "");
  const last = path?.split(/[/\\:]/).findLast((part) => part !== "");
  return last ?? null;
}
