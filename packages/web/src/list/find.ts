// What was found in the texts of all sessions, while one types.

import type { SearchHit, SearchPage } from "rollbook-api";
import { useEffect, useState } from "react";
import { ApiError, ask } from "../source/api.ts";

/** Hits that are asked for, in all and of one session: the newest, as the list has the newest sessions first. */
const MOST = 100;
const EACH = 4;
/** Texts are looked for this long after the last key, and again while the index is being filled, in milliseconds. */
const PAUSE = 150;
const AGAIN = 1500;

export interface Found {
  readonly hits: readonly SearchHit[];
  readonly page: SearchPage | null;
  /** Why nothing was looked for: what is wrong with the words, or with the server. */
  readonly failure: string | null;
}

const NOTHING: Found = { hits: [], page: null, failure: null };

/** What was found before stays until there is something else. */
export function useFound(words: string): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  useEffect(() => {
    if (words.trim() === "") {
      setFound(NOTHING);
      return undefined;
    }
    let here = true;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      try {
        const page = await ask("search", {}, { q: words, order: "newest", limit: MOST, per_session: EACH });
        if (!here) return;
        if (page.filling) timer = setTimeout(() => void look(), AGAIN);
        setFound({ hits: page.hits, page, failure: null });
      } catch (error) {
        if (here) setFound({ ...NOTHING, failure: error instanceof ApiError ? error.message : String(error) });
      }
    };
    timer = setTimeout(() => void look(), PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [words]);
  return found;
}
