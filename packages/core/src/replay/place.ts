// What a patch without line numbers made of a text, where all versions that may have applied it agree.

import {
  applyEnvelopeHunks,
  applyScriptedHunks,
  BARE_DIALECT,
  FIRST_DIALECT,
  SORTED_DIALECT,
  type PatchHunk,
} from "../patch/index.ts";

type Apply = (text: string, hunks: readonly PatchHunk[]) => string | null;

/** The programs that may have applied a patch. */
export type Appliers = readonly Apply[];

export const SCRIPTED: Appliers = [applyScriptedHunks];
const [first, bare, sorted]: Appliers = [FIRST_DIALECT, BARE_DIALECT, SORTED_DIALECT].map(
  (dialect): Apply =>
    (text, hunks) =>
      applyEnvelopeHunks(text, hunks, dialect),
);

/** By the version that began the file; the eras without one in their header are older than all others. */
export function appliersOf(cli_version: string | null): Appliers {
  const minor = minorOf(cli_version);
  if (minor === null) return [first, bare, sorted].filter((apply) => apply !== undefined);
  // Later ones record what they did with line numbers.
  if (minor >= 145) return [];
  return (minor < 36 ? [bare, sorted] : [sorted]).filter((apply) => apply !== undefined);
}

export function minorOf(cli_version: string | null): number | null {
  const found = /^0\.(\d+)\./.exec(cli_version ?? "");
  return found === null ? null : Number(found[1]);
}

/** What became of a text; null where the patch fits nowhere in it, or where the programs differ. */
export interface Placing {
  readonly text: string | null;
  readonly disputed: boolean;
}

/** Since the patch was applied, a program that would have refused it was not the one. */
export function placeSections(text: string, sections: readonly (readonly PatchHunk[])[], appliers: Appliers): Placing {
  const outcomes = appliers.map((apply) =>
    sections.reduce<string | null>((after, hunks) => (after === null ? null : apply(after, hunks)), text),
  );
  const [outcome = null, ...others] = new Set(outcomes.filter((each) => each !== null));
  return { text: others.length > 0 ? null : outcome, disputed: others.length > 0 };
}
