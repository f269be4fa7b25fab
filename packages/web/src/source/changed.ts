// The files a session changed, as the server tells of them: diffs, states, and the other sessions that changed them.

import type { Answers } from "rollbook-api";
import { ask } from "./api.ts";
import type { Doubt, FileChange, Source } from "./contract.ts";

export function createChanged(session: string): Pick<Source, "files" | "state" | "touching"> {
  const place = { session };
  /** What the files are called in addresses. */
  let indices: ReadonlyMap<string, number> | null = null;

  async function files(): Promise<readonly FileChange[]> {
    const { root, files: told } = await ask("diff", place);
    indices = new Map(told.flatMap(({ path, index }) => (index === null ? [] : [[path, index] as const])));
    const short = (path: string): string =>
      root.path !== null && path.startsWith(`${root.path}/`) ? path.slice(root.path.length + 1) : path;
    return told.map(({ name, old_path, path, kind, lines_added, lines_removed, diff, reasons, changes }) => ({
      ...{ path, name, kind, lines_added, lines_removed, patch: diff },
      old_name: old_path === null || old_path === path ? null : short(old_path),
      reasons: reasons.map(doubtOf),
      changes: changes.map((change) => ({
        turn: change.turn_index,
        item: change.item_id,
        kind: change.kind,
        lines_added: change.lines_added,
        lines_removed: change.lines_removed,
        patch: change.diff,
      })),
    }));
  }

  async function fileAt(path: string): Promise<string> {
    if (indices?.has(path) !== true) await files();
    const index = indices?.get(path);
    if (index === undefined) throw new Error("The session changed no such file.");
    return String(index);
  }

  return {
    files,
    async state(path, turn) {
      const { state, text, known_lines, reasons } = await ask(
        "state",
        { ...place, file: await fileAt(path) },
        { turn },
      );
      return { state, text, known_lines, reasons: reasons.map(doubtOf) };
    },
    async touching(path) {
      const { sessions, total, filling } = await ask("touching", { ...place, file: await fileAt(path) });
      return {
        ...{ total, filling },
        sessions: sessions.map(({ key, title, session_id, created_at, own }) => ({
          ...{ key, title: title ?? session_id ?? key, created: Date.parse(created_at), own },
        })),
      };
    },
  };
}

function doubtOf({ kind, text, count, item }: Answers["state"]["reasons"][number]): Doubt {
  return { kind, text, count, turn: item?.turn_index ?? null, item: item?.item_id ?? null };
}
