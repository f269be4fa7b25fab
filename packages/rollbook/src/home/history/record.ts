// A prompt with what the home knows of its session.

import type { CataloguedThread } from "rollbook-core";
import type { Library } from "../library.ts";
import type { Prompt, PromptRecord } from "./contract.ts";

/** The session is looked for in the prompt's own home first: another may hold a copy of it. */
export function recordPrompt(library: Library, prompt: Prompt): PromptRecord {
  const { time_ms, text, thread_id, turn_id, home, origins } = prompt;
  const thread = threadOf(library, prompt);
  return {
    time: time_ms === null ? null : new Date(time_ms).toISOString(),
    text,
    session_id: thread_id,
    session_name: library.nameOf(home, thread_id) ?? library.nameOf(thread?.home ?? "", thread_id),
    session_started_at: thread?.header.started_at ?? null,
    cwd: thread?.header.cwd ?? null,
    source: thread?.header.source ?? null,
    turn_id,
    home,
    path: thread?.head.stem.path ?? null,
    origins,
  };
}

function threadOf({ catalogue }: Library, { thread_id, home }: Prompt): CataloguedThread | null {
  if (thread_id === null) return null;
  const threads = catalogue.find(thread_id);
  return threads.find((thread) => thread.home === home) ?? threads[0] ?? null;
}
