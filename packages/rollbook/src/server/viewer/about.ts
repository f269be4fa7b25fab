// The server itself.

import type { Answers } from "rollbook-api";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";

export async function answerAbout(desk: Desk): Promise<Answers["about"]> {
  const { version, mode, redact, homes } = desk;
  const places = homes.map((path, index) => ({ index, path }));
  return { version, mode, redacted: redact, homes: places };
}

/** Of the session that was named when the server was started. */
export function keyOfOpen(desk: Desk): string | null {
  if (desk.open === null) return null;
  const library = desk.look();
  const rollout = library.at(desk.open);
  return rollout === null ? null : keysOf(library).of(library.catalogue.threadOf(rollout));
}
