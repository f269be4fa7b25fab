// Figures from the server: what was told before stays until it is told otherwise.

import type { Answers, Asked, EndpointName, Place } from "rollbook-api";
import { useEffect, useState } from "react";
import { ApiError, ask } from "../source/api.ts";

export interface Told<T> {
  readonly answer: T | null;
  /** Why there is none. */
  readonly failure: string | null;
  /** Another one is on its way. */
  readonly waiting: boolean;
}

const NOTHING = { answer: null, failure: null, waiting: true } as const;

/** Answers by what was asked: going back and forth between views asks nothing twice while the page lives. */
const kept = new Map<string, { readonly at: number; readonly answer: unknown }>();
/** After so many milliseconds it is asked again. */
const FRESH = 60_000;

export function useAsked<Name extends keyof Answers & EndpointName>(
  name: Name,
  asked: Asked<Name>,
): Told<Answers[Name]> {
  const key = JSON.stringify([name, asked]);
  const [told, setTold] = useState<Told<Answers[Name]> & { readonly key: string }>({ ...NOTHING, key: "" });
  useEffect(() => {
    const known = kept.get(key);
    if (known !== undefined) {
      setTold({ answer: known.answer as Answers[Name], failure: null, waiting: false, key });
      if (Date.now() - known.at < FRESH) return undefined;
    }
    let here = true;
    ask(name, {} as Place<Name>, asked).then(
      (answer) => {
        kept.set(key, { at: Date.now(), answer });
        return here && setTold({ answer, failure: null, waiting: false, key });
      },
      (error: unknown) =>
        here &&
        setTold({
          answer: null,
          failure: error instanceof ApiError ? error.message : String(error),
          waiting: false,
          key,
        }),
    );
    return () => {
      here = false;
    };
  }, [key]);
  const known = kept.get(key);
  if (told.key === key) return told;
  return known === undefined ? NOTHING : { answer: known.answer as Answers[Name], failure: null, waiting: false };
}

export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
