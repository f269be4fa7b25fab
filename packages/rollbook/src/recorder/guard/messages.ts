// What the recorder tells its guard: lines of JSON, as long as it lives.

import type { Route } from "../tap/index.ts";
import type { Copied } from "../run/streams.ts";
import type { ProcessMark } from "./process.ts";

export interface Charge {
  readonly codex: ProcessMark;
  /** Empty where there is no tap. */
  readonly routes: readonly Route[];
  readonly copied: Copied;
  /** A path that leads to what was recorded, whatever it is called by then. */
  readonly staging: string;
}

export type ToGuard =
  | { readonly kind: "charge"; readonly charge: Charge }
  | { readonly kind: "unread" }
  /** Not to be in what the guard writes either. */
  | { readonly kind: "secret"; readonly value: string };

/** The guard's descriptors beyond those every process has. */
export const AT = { port: 3, codexOut: 4, codexIn: 5, input: 6 } as const;
