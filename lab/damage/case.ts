// One case of damage: what was done, to which specimen, and what a reader has to make of it.

import { assemble, type Assembled, type ExpectedFile, type Part } from "./assemble.ts";
import type { HealthyFile } from "./healthy.ts";

export interface DamageCase {
  /** The class of damage, 1 to 37, as damaged/README.md lists them. */
  readonly class: number;
  /** In the name of its directory. */
  readonly trait: string;
  /** What was done. */
  readonly done: string;
  /** What a reader must do with it. */
  readonly reader: string;
  readonly from: readonly string[];
  readonly files: readonly Assembled[];
  /** Files that are no sessions, with what they must be taken for. */
  readonly others?: readonly { readonly path: string; readonly bytes: Buffer; readonly taken_for: string }[];
  /** Real specimens that show the class as Codex wrote it. */
  readonly real?: readonly ExpectedFile[];
}

export interface CaseText {
  readonly class: number;
  readonly trait: string;
  readonly done: string;
  readonly reader: string;
}

/** A case of one file, made by putting other lines in the place of a healthy file's. */
export function oneFile(text: CaseText, from: HealthyFile, parts: readonly Part[]): DamageCase {
  return { ...text, from: [from.specimen], files: [assemble(from, parts)] };
}
