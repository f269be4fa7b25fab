// Which files decide a page, as far as names tell: so that of thousands only those of the page are looked into.

import type { Listed } from "./listed.ts";
import type { Names } from "./names.ts";
import type { Question } from "./page.ts";

/** The files behind a page. */
export interface Narrowed {
  readonly paths: readonly string[];
  /** Of what was listed of these files, that which the page is made of; null when heads contradict the names. */
  readonly choose: (listed: readonly Listed[]) => Chosen | null;
}

export interface Chosen {
  readonly all: readonly Listed[];
  /** Sessions there are, those included that are not on the page. */
  readonly total: number;
}

/** A zone is no further from UTC. */
const DAY_MS = 24 * 3_600_000;
/** Files of other names are all looked into. */
const ODD = 100;

/**
 * Null where names do not tell: with filters, trees, another order than that of creation, or sessions of the two oldest
 * eras near the page, whose ids hold no time. `names` are of one home: two may share sessions.
 */
export function narrow(names: Names, question: Question): Narrowed | null {
  const { filters, sort, tree, limit, after } = question;
  const { odd, untimed, threads, unsure } = names;
  if (filters.length > 0 || tree || sort !== "created") return null;
  if (unsure || odd.length > ODD || threads === 0) return null;
  // One more than the page says that it goes on; the cursor's own session may be among them.
  const most = limit + 2;
  const ahead = names.newest(most + 1, after === null ? null : { id: after.id, ms: after.value });
  const whole = ahead.length <= most;
  const taken = ahead.slice(0, most);
  const last = taken.at(-1)?.ms ?? Number.NEGATIVE_INFINITY;
  if (untimed !== null && (whole || !(untimed + DAY_MS < last))) return null;
  const times = new Map(taken.map(({ id, ms }) => [id, ms]));
  const strange = new Set(odd);
  return {
    paths: [...names.pathsOf(new Set(times.keys())), ...odd],
    choose(listed) {
      const chosen = listed.filter(({ id, path }) => strange.has(path) || times.has(id?.toLowerCase() ?? ""));
      const told = chosen.filter(({ path }) => !strange.has(path));
      const right = chosen.every(({ id, path, created_ms }) =>
        strange.has(path) ? !names.has(id?.toLowerCase() ?? "") : created_ms === times.get(id?.toLowerCase() ?? ""),
      );
      if (!right || told.length !== taken.length) return null;
      return {
        // What is older than the page is not all there.
        all: chosen.filter(({ created_ms }) => whole || created_ms >= last),
        total: threads + chosen.length - told.length,
      };
    },
  };
}
