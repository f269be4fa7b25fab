// The server itself.

import type { Answers } from "rollbook-api";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";

export async function answerAbout(desk: Desk): Promise<Answers["about"]> {
  const { version, mode, redact, homes, open } = desk;
  const library = desk.look();
  const thread = open === null ? null : (library.at(open) ?? null);
  return {
    version,
    mode,
    redacted: redact,
    homes: homes.map((path, index) => ({ index, path })),
    open: thread === null ? null : keysOf(library).of(library.catalogue.threadOf(thread)),
  };
}
