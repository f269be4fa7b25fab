// What takes the disk. Looking through the homes is given to somebody else, and remembered as long as nothing changes.

import type { Answers, Disk, Query } from "rollbook-api";
import { sessionRooms, type Library } from "../../home/index.ts";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";

type Told = Omit<Disk["homes"][number], "largest" | "problems"> & {
  readonly largest: readonly Omit<Disk["homes"][number]["largest"][number], "key">[];
  readonly problems: readonly { readonly message: string }[];
};

/** Looks through codex homes without holding up anybody else. */
export type SurveyHomes = (homes: readonly string[], contents: boolean, stop: AbortSignal) => Promise<readonly Told[]>;

/** A library is another one as soon as a session is. */
const kept = new WeakMap<Library, Map<boolean, Promise<readonly Told[]>>>();

export async function answerDisk(desk: Desk, _: object, { contents }: Query<"disk">): Promise<Answers["disk"]> {
  const homes = desk.homes.filter((home) => sessionRooms(home).length > 0);
  const library = desk.look();
  const known = kept.get(library) ?? new Map<boolean, Promise<readonly Told[]>>();
  kept.set(library, known);
  const survey =
    known.get(contents) ?? (homes.length === 0 ? Promise.resolve([]) : desk.surveyHomes(homes, contents, desk.stop));
  known.set(contents, survey);
  survey.catch(() => known.delete(contents));
  const keys = keysOf(library);
  const told = await survey;
  return desk.hide({
    homes: told.map(({ home, total, kinds, sessions, largest, projects, months, duplicates, problems, ...rest }) => ({
      ...{ home, total, kinds, sessions, contents: rest.contents },
      largest: largest.map(({ id, name, started_at, cwd, path, bytes }) => {
        const thread = id === null ? null : keys.byId(id, home);
        return { key: thread === null ? null : keys.of(thread), id, name, started_at, cwd, path, bytes };
      }),
      projects: projects.map(({ cwd, repository, sessions: some, bytes, last }) => ({
        ...{ cwd, repository, sessions: some, bytes, last },
      })),
      months: months.map(({ month, sessions: some, bytes }) => ({ month, sessions: some, bytes })),
      duplicates: duplicates.map(({ paths, bytes }) => ({ paths, bytes })),
      problems: problems.map(({ message }) => message),
    })),
  });
}
