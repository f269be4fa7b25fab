// rollbook history: every prompt of a codex home, from its history files and its sessions, the newest first.

import { resolve } from "node:path";
import {
  begunMs,
  createGathering,
  findHistories,
  isAgents,
  openCatalogue,
  readAsked,
  readTyped,
  recordPrompt,
  sessionRooms,
  sizeOf,
  whenOf,
  writtenMs,
  type Library,
  type Prompt,
  type PromptRecord,
} from "../../home/index.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { createTextHiding } from "../texts.ts";
import { requireHomes } from "../homes.ts";
import { describeReadError } from "../input.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { readHistoryOptions, type HistoryOptions } from "./options.ts";
import { renderPrompts } from "./text.ts";

/** Damaged lines of a history file that are told one by one. */
const TOLD = 5;

export const runHistory: Run = async (invocation, console) => {
  const options = readHistoryOptions(invocation, Date.now());
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  requireHomes(homes);
  const library = openCatalogue(homes.flatMap(sessionRooms));
  const histories = homes.flatMap((home) => findHistories(home).map((file) => ({ ...file, home })));
  const threads = options.typedOnly ? [] : library.catalogue.threads.filter((thread) => isWanted(thread, options));
  const total = [...histories.map(({ size }) => size), ...threads.map(sizeOf)].reduce((sum, size) => sum + size, 0);
  // Nothing is printed before all is read, so the bar may be shown whoever reads the list.
  const progress = showProgress({ ...console, outputSeen: false }, total);
  const gathering = createGathering(options.limit);
  let failed = false;
  const say = (line: string): void => {
    progress.clear();
    console.note(`rollbook: ${line}`);
  };
  const take = (prompt: Prompt): void => {
    const when = whenOf(prompt);
    // What has no time at all is of no day that is asked for.
    if (when >= options.since && when <= options.until && options.fits(prompt.text)) gathering.add(prompt);
  };

  for (const { error } of library.problems) {
    failed = true;
    say(describeReadError(error));
  }
  try {
    for (const { path, home } of histories) {
      let faults = 0;
      const chunks = readTyped(path, home, ({ message, fatal }) => {
        failed ||= fatal;
        faults += 1;
        if (faults <= TOLD || fatal) say(message);
      });
      for await (const { prompts, bytes } of chunks) {
        progress.add(bytes);
        for (const prompt of prompts) take(withSession(library, prompt));
      }
      if (faults > TOLD) say(`${path}: ${faults - TOLD} more lines are damaged; what was whole in them was read`);
    }
    let broken = 0;
    for (const thread of threads) {
      const reading = readAsked(library.catalogue, thread);
      let step = await reading.next();
      for (; step.done !== true; step = await reading.next()) progress.add(step.value);
      for (const prompt of step.value.prompts) take(prompt);
      if (step.value.gaps.length > 0) broken += 1;
    }
    if (broken > 0) {
      const are = broken === 1 ? "session is" : "sessions are";
      say(`${broken} ${are} damaged or incomplete, so prompts may be missing; rollbook check tells where`);
    }
    await print(gathering.newest().map((prompt) => recordPrompt(library, prompt)));
  } finally {
    progress.clear();
  }
  return failed ? EXIT.input : EXIT.ok;

  async function print(prompts: readonly PromptRecord[]): Promise<void> {
    const hiding = createTextHiding();
    const hide = options.hides ? hiding.hide : (text: string): Promise<string> => Promise.resolve(text);
    const output = openStdout();
    const rows: PromptRecord[] = [];
    for (const prompt of prompts) {
      const shown = await shownAs(prompt, hide);
      if (!options.json) rows.push(shown);
      else {
        output.write(`${JSON.stringify(shown)}\n`);
        await output.settle();
        if (output.isClosed()) break;
      }
    }
    progress.clear();
    if (!options.json && rows.length > 0) output.write(renderPrompts(rows, console.columns, console.colour));
    await output.finish();
    if (prompts.length === 0) say("no prompt was found");
    const told = hiding.told();
    if (told !== null) say(told);
  }
};

async function shownAs(prompt: PromptRecord, hide: (text: string) => Promise<string>): Promise<PromptRecord> {
  const { text, session_name, cwd } = prompt;
  return {
    ...prompt,
    text: await hide(text),
    session_name: session_name === null ? null : await hide(session_name),
    cwd: cwd === null ? null : await hide(cwd),
  };
}

type Thread = Library["catalogue"]["threads"][number];

/** A session cannot hold prompts from before it was begun, nor from after it was last written to. */
function isWanted(thread: Thread, { since, until, agents }: HistoryOptions): boolean {
  if (!agents && isAgents(thread)) return false;
  return writtenMs(thread) >= since && (begunMs(thread) ?? until) <= until;
}

/** A line of a history that tells no time stands where its session was begun. */
function withSession({ catalogue }: Library, prompt: Prompt): Prompt {
  if (prompt.time_ms !== null || prompt.thread_id === null) return prompt;
  const threads = catalogue.find(prompt.thread_id);
  const thread = threads.find(({ home }) => home === prompt.home) ?? threads[0];
  return thread === undefined ? prompt : { ...prompt, session_begun_ms: begunMs(thread) };
}
