// Colours of sources, asked of a worker when something is shown that has some; until they come, and without them, it is plain.

import { useEffect, useState } from "react";
import type { ColourAnswer, ColourQuestion } from "./worker.ts";
import type { Language } from "./languages.ts";

/** Of each line, pieces: a kind and a length, again and again. */
export type Colours = readonly (readonly number[])[];

/** Longer sources stay plain. */
const LONGEST = 200_000;
/** So many are remembered. */
const KEPT = 200;

const known = new Map<string, Colours>();
const waiting = new Map<number, (colours: Colours | null) => void>();
let worker: Worker | null = null;
let last = 0;

function ask(language: Language, text: string): Promise<Colours | null> {
  if (worker === null) {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<ColourAnswer>) => {
      waiting.get(data.id)?.(data.lines);
      waiting.delete(data.id);
    });
  }
  last += 1;
  const question: ColourQuestion = { id: last, language, text };
  worker.postMessage(question);
  return new Promise((resolve) => waiting.set(question.id, resolve));
}

/** Null while they are not there. `language` null: there are none. */
export function useColours(language: Language | null, text: string): Colours | null {
  const key = language === null || text === "" || text.length > LONGEST ? null : `${language}\n${text}`;
  const [found, setFound] = useState<{ readonly key: string; readonly colours: Colours } | null>(null);
  useEffect(() => {
    if (key === null || language === null || known.has(key)) return undefined;
    let here = true;
    // What is gone by again in a moment is not asked for.
    const timer = setTimeout(() => {
      void ask(language, text).then((colours) => {
        if (colours === null) return undefined;
        known.set(key, colours);
        for (const old of known.keys()) {
          if (known.size <= KEPT) break;
          known.delete(old);
        }
        return here ? setFound({ key, colours }) : undefined;
      });
    }, 60);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [key, language, text]);
  if (key === null) return null;
  return known.get(key) ?? (found?.key === key ? found.colours : null);
}
