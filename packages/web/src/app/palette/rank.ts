// Which commands are meant by a few letters: the best first.

import { go, snapshot } from "fuzzysort";
import { type Entry, type Known, titleOf } from "../../list/entry.ts";
import type { Command } from "./command.ts";

/** What is shown. */
const MOST = 40;
/** Of sessions, while nothing is typed; and the newest ones among which letters are looked for. */
const RECENT = 8;
const SEARCHED = 10_000;
/** Of less, a letter here and a letter there would do. */
const LEAST = 0.3;
/** What is done here comes before a session that happens to be called so. */
const NEAR = 0.12;

export interface Ranking {
  readonly of: (words: string) => readonly Command[];
}

interface Rows {
  readonly rows: readonly Entry[];
  readonly known: ReadonlyMap<string, Known>;
}

/** `told` null: there is no server to tell of any. */
export function createRanking(commands: readonly Command[], told: Rows | null): Ranking {
  const { rows, known } = told ?? { rows: [], known: new Map<string, Known>() };
  const projects = projectsOf(rows);
  const own = snapshot([...commands, ...projects], { keys: [({ told }) => told, ({ also = "" }) => also] });
  const sessions = rows.slice(0, SEARCHED).map((entry) => sessionOf(entry, known.get(entry.key)));
  let titles: ReturnType<typeof prepare> | null = null;
  const prepare = () => snapshot(sessions, { key: ({ told, more = "" }) => `${told} ${more}` });
  return {
    of(words) {
      const said = words.trim();
      if (said === "") return [...sessions.slice(0, RECENT), ...commands];
      titles ??= prepare();
      const options = { limit: MOST, threshold: LEAST };
      const id = said.toLowerCase();
      const named = sessions.filter(({ task }) => task.do === "go" && id.length > 7 && task.to.startsWith(`/s/${id}`));
      const found = [
        ...go(said, own, options).map(({ obj, score }) => ({ obj, score: score + NEAR })),
        ...go(said, titles, options).map(({ obj, score }) => ({ obj, score })),
      ].toSorted((a, b) => b.score - a.score);
      return [...new Set([...named, ...found.map(({ obj }) => obj)])]
        .slice(0, MOST)
        .concat(told === null ? [] : searchFor(said));
    },
  };
}

function searchFor(words: string): Command {
  return {
    id: "search",
    kind: "Search",
    told: `Search all sessions for “${words}”`,
    task: { do: "go", to: "/", search: { q: words } },
  };
}

function projectsOf(rows: readonly Entry[]): readonly Command[] {
  const counts = new Map<string, number>();
  for (const { project } of rows) if (project !== null) counts.set(project, (counts.get(project) ?? 0) + 1);
  return [...counts].map(([project, count]) => ({
    id: `project ${project}`,
    kind: "Project",
    told: project,
    more: `${count.toLocaleString("en")} ${count === 1 ? "session" : "sessions"}`,
    task: { do: "go", to: "/", search: { project: project.replaceAll("%", "%25").replaceAll(",", "%2C") } },
  }));
}

function sessionOf(entry: Entry, known: Known | undefined): Command {
  const { key, id, path, project, day } = entry;
  return {
    id: `session ${key}`,
    kind: "Session",
    told: (titleOf(entry, known) ?? id ?? path).slice(0, 200),
    more: [project, day].filter((part) => part !== null).join(" · "),
    task: { do: "go", to: `/s/${encodeURIComponent(key)}`, search: {} },
  };
}
