// The files an action stream of a session is made of: what it inherited first, then its own, those reverted from too.

import {
  chainOf,
  type Catalogue,
  type Rollout,
  type SessionFile,
  type SessionStreamOptions,
  type Stem,
} from "rollbook-core";
import type { FilePart } from "./chain.ts";
import type { Library } from "./library.ts";

/** Plain data, for it may be handed to workers. */
export interface SessionFiles extends Pick<SessionStreamOptions, "session" | "gaps"> {
  readonly parts: readonly (SessionFile & FilePart)[];
}

type Part = SessionFiles["parts"][number];

/** `own` are rollouts of one thread, oldest first, at least one; `inherit` adds what the first of them goes on from. */
export function sessionFiles(library: Library, own: readonly Rollout[], inherit: boolean): SessionFiles {
  const [first] = own;
  if (first === undefined) throw new Error("a session has a file");
  const { catalogue } = library;
  const { path, name, header, era } = first.stem;
  return {
    session: { header, era, file: path, named: name?.thread_id ?? null },
    gaps: [...new Set(own.flatMap((rollout) => chainOf(catalogue, rollout).gaps))],
    parts: [...(inherit ? inheritedParts(library, first) : []), ...own.map((rollout) => ownPart(catalogue, rollout))],
  };
}

/** A file of the thread itself is told whole: what was reverted did run. */
function ownPart(catalogue: Catalogue, rollout: Rollout): Part {
  const before = chainOf(catalogue, rollout).files.slice(0, -1);
  const standing_on = before
    .filter(({ thread_id }) => thread_id === rollout.thread_id)
    .map(({ rollout_id, end_ordinal }) => ({ rollout: rollout_id, end_ordinal }));
  const { copied } = rollout;
  return { ...fileOf(rollout.stem), copied, standing_on, inherited_from: null, end_ordinal: null, end_offset: null };
}

/** The files of other threads, each as far as it was inherited. */
function inheritedParts(library: Library, first: Rollout): Part[] {
  return chainOf(library.catalogue, first).files.flatMap(({ path, thread_id, end_ordinal, end_offset }) => {
    const stem = library.at(path)?.stem ?? null;
    if (stem === null || stem === first.stem) return [];
    return [{ ...fileOf(stem), inherited_from: thread_id ?? "", end_ordinal, end_offset }];
  });
}

function fileOf({ path, name }: Stem): Pick<Part, "file" | "path" | "named" | "rollout"> {
  return { file: path, path, named: name?.thread_id ?? null, rollout: name?.rollout_id ?? null };
}
