// Facets against the two other readings of the same files: the action stream, and the thread with its turns.

import { chainOf, createReader, createSessionStream, type ActionRecord, type ActionStreamRecord } from "rollbook-core";
import { applyAmendments } from "rollbook-core";
import { createFacetFold, type Facets } from "rollbook-core/facets";
import { createThreadFold, type TurnHead } from "rollbook-core/thread";
import { describe, expect, test } from "vitest";
import { listScenarios } from "../../../../lab/specimen/session-files.ts";
import { foldChain, openCatalogue, pushFile, readFacets, sessionFiles, type SessionFiles } from "./index.ts";
import type { PartsFold } from "./parts.ts";

const FAILED = new Set(["failed", "timed_out"]);

/** Gives a fold every record of a session, whole. */
async function readWhole({ parts }: SessionFiles, fold: Pick<PartsFold, "close" | "open">): Promise<void> {
  for (const part of parts) {
    const { read } = fold.open(part);
    const chunks = pushFile(part, createReader({ long: "whole" }, read));
    let step = await chunks.next();
    while (step.done !== true) step = await chunks.next();
    fold.close(step.value);
  }
}

async function actionsOf(session: SessionFiles): Promise<readonly ActionStreamRecord[]> {
  const records: ActionStreamRecord[] = [];
  const stream = createSessionStream({ ...session, withCopied: false, include: new Set() }, (record) =>
    records.push(record),
  );
  await readWhole(session, stream);
  stream.end();
  return applyAmendments(records);
}

/** What they are where nothing is passed over, cut or read from bytes alone. */
async function wholeFacets(session: SessionFiles): Promise<Facets> {
  const fold = createFacetFold(session);
  await readWhole(session, fold);
  return fold.end();
}

function countsOf(actions: readonly ActionRecord[]): Partial<Facets> {
  const commands = actions.filter(({ action_type }) => action_type === "command_execution");
  return {
    commands: commands.length,
    commands_failed: commands.filter(({ status }) => FAILED.has(status)).length,
    tool_calls: actions.filter(({ action_type }) => action_type === "tool_call").length,
    errors: actions.filter(({ status }) => FAILED.has(status)).length,
    compactions: actions.filter(({ marker }) => marker === "compacted").length,
    files_changed: [
      ...new Set(
        actions
          .filter(({ status }) => !FAILED.has(status) && status !== "declined")
          .flatMap(({ changed_paths }) => changed_paths ?? []),
      ),
    ],
  };
}

describe("every session of the specimens", () => {
  for (const { directory, label, name } of listScenarios()) {
    test(`${label} ${name}`, async () => {
      const library = openCatalogue([directory]);
      for (const thread of library.catalogue.threads) {
        const session = sessionFiles(library, thread.rollouts, false);
        const { facets } = await readFacets(
          session,
          () => {},
          () => null,
        );
        expect(facets).toEqual(await wholeFacets(session));
        const records = await actionsOf(session);
        const actions = records.filter((record) => record.record === "action");
        expect(facets).toMatchObject(countsOf(actions));
        const end = records.find((record) => record.record === "end");
        const { models, damage, cli_versions, eras, complete, bytes, lines, pending } = facets;
        expect({ models, damage, cli_versions, eras, complete, bytes, lines, pending }).toEqual({
          models: end?.models,
          damage: end?.damage,
          cli_versions: end?.cli_versions,
          eras: end?.eras,
          complete: end?.complete,
          bytes: end?.bytes,
          lines: end?.lines,
          pending: end?.pending,
        });

        const turns = new Map<number, TurnHead>();
        const prompts: string[] = [];
        const fold = createThreadFold({
          turn: (head) => turns.set(head.index, head),
          item: ({ content }) => {
            if (content.type !== "UserMessage") return;
            prompts.push(content.content.map((part) => ("text" in part ? part.text : "")).join(""));
          },
        });
        for await (const _ of foldChain(chainOf(library.catalogue, thread.head), fold)) continue;
        const told = fold.end();
        // The thread fold does not know which items another file tells as well.
        if (thread.rollouts.some(({ copied }) => copied.length > 0)) continue;
        const own = [...turns.values()].filter(({ thread_id }) => thread_id === null || thread_id === thread.id);
        expect([facets.turns, facets.tokens]).toEqual([own.length, told.usage]);
        expect([...facets.efforts]).toEqual(
          expect.arrayContaining(own.map(({ effort }) => effort).filter((effort) => effort !== null)),
        );
        if (facets.first_words !== null) expect(prompts.map((prompt) => prompt.trim())).toContain(facets.first_words);
        if (session.parts.length === 1 && thread.head.stem.header.base === null) {
          expect([facets.first_timestamp, facets.last_timestamp]).toEqual([told.first_timestamp, told.last_timestamp]);
        }
      }
    });
  }
});
