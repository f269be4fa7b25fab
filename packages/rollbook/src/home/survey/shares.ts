// Who takes how much: the sessions of a home by project, by month, by version and by source.

import type { CataloguedThread } from "rollbook-core";
import type { HomeReport, ProjectShare, SessionLine, Share } from "./contract.ts";

const LARGEST = 10;

export interface Shares extends Pick<
  HomeReport,
  "sessions" | "oldest" | "newest" | "largest" | "projects" | "months" | "versions" | "sources"
> {}

type Bytes = (thread: CataloguedThread) => number;

/**
 * By what heads and names say; no session is read further. `sizeAt` is the size of a file in the home, 0 where there is
 * none: a compressed copy beside a plain file is in no catalogue.
 */
export function shareOut(
  threads: readonly CataloguedThread[],
  nameOf: (thread: CataloguedThread) => string | null,
  sizeAt: (path: string) => number,
): Shares {
  const bytesOf: Bytes = ({ rollouts }) => {
    const stems = rollouts.flatMap(({ stem, copies }) => [stem, ...copies]);
    return stems.reduce((sum, { path, size }) => sum + size + sizeAt(`${path}.zst`), 0);
  };
  const lines = threads.map((thread) => lineOf(thread, nameOf(thread), bytesOf(thread)));
  const inOrder = lines
    .filter(({ started_at }) => started_at !== null)
    .toSorted((a, b) => compare(a.started_at ?? "", b.started_at ?? ""));
  return {
    sessions: threads.length,
    oldest: inOrder[0] ?? null,
    newest: inOrder.at(-1) ?? null,
    largest: lines.toSorted((a, b) => b.bytes - a.bytes || compare(a.path, b.path)).slice(0, LARGEST),
    projects: projectsOf(threads, bytesOf),
    months: [...Map.groupBy(threads, (thread) => begunAt(thread)?.slice(0, 7) ?? "")]
      .map(([month, group]) => ({ month: month === "" ? "unknown" : month, ...shareOf(group, bytesOf) }))
      .toSorted((a, b) => compare(a.month, b.month)),
    versions: countBy(threads, ({ header }) => header.cli_version),
    sources: countBy(threads, ({ header }) => header.source),
  };
}

function projectsOf(threads: readonly CataloguedThread[], bytesOf: Bytes): readonly ProjectShare[] {
  const groups = Map.groupBy(threads, ({ header }) => `${header.cwd ?? ""}\n${repositoryOf(header) ?? ""}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const times = group.flatMap((thread) => begunAt(thread) ?? []).toSorted(compare);
      const { cwd } = first.header;
      const ends = { first: times[0] ?? null, last: times.at(-1) ?? null };
      return [{ cwd, repository: repositoryOf(first.header), ...shareOf(group, bytesOf), ...ends }];
    })
    .toSorted((a, b) => b.bytes - a.bytes || compare(a.cwd ?? "", b.cwd ?? ""));
}

/** Who may write to a repository is nobody else's business. */
function repositoryOf({ git }: CataloguedThread["header"]): string | null {
  return git?.repository_url?.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1") ?? null;
}

function shareOf(threads: readonly CataloguedThread[], bytesOf: Bytes): Share {
  return { sessions: threads.length, bytes: threads.reduce((sum, thread) => sum + bytesOf(thread), 0) };
}

function lineOf(thread: CataloguedThread, name: string | null, bytes: number): SessionLine {
  const { id, header, head } = thread;
  const { cwd, cli_version } = header;
  return { id, name, started_at: begunAt(thread), cwd, cli_version, path: head.stem.path, bytes };
}

/** The name of a file tells the local time, which is better than none. */
function begunAt({ header, rollouts }: CataloguedThread): string | null {
  return header.started_at ?? rollouts[0]?.stem.name?.local_time ?? null;
}

function countBy(
  threads: readonly CataloguedThread[],
  of: (thread: CataloguedThread) => string | null,
): Readonly<Record<string, number>> {
  const groups = Map.groupBy(threads, (thread) => of(thread) ?? "unknown");
  const counts = [...groups].map(([name, group]) => [name, group.length] as const);
  return Object.fromEntries(counts.toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
