// A finding: one thing about one place of one file that its reader should know.

import type { Place } from "../bytes/place.ts";
import { KINDS, type FindingKind, type Severity } from "./kinds.ts";

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The path as it was given. */
  readonly file: string;
  /** Physical line from 1; 0 when it is about the file as a whole. */
  readonly line: number;
  /** Byte offset in the uncompressed file. */
  readonly offset: number;
  readonly length: number;
  /** One sentence for a person. Of the session it holds names only: of keys, types, tools and threads. */
  readonly message: string;
  /** Where inside the record: keys and indices joined by dots. */
  readonly path?: string;
  readonly expected?: string;
  readonly found?: string;
  /** How often: of findings that are made once for many records. */
  readonly count?: number;
  /** The other file it is about. */
  readonly other?: string;
}

export type FindingDetails = Pick<Finding, "path" | "expected" | "found" | "count" | "other">;

/** What a rule of the check says; the file's name is added where all rules meet. */
export type Remark = Omit<Finding, "file">;

export const WHOLE_FILE: Place = { offset: 0, length: 0, number: 0 };

/** A remark of the kind's usual severity, unless another is given. */
export function remark(
  kind: FindingKind,
  at: Place,
  message: string,
  details: FindingDetails & { readonly severity?: Severity } = {},
): Remark {
  const { severity = KINDS[kind].severity, ...rest } = details;
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith(".") ? "" : "."}`;
  return { kind, severity, line: at.number, offset: at.offset, length: at.length, message: sentence, ...rest };
}

/** For names and keys that come from the file: cut where they are long, and they never steer a terminal. */
export function printable(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, "?");
  return plain.length <= 120 ? plain : `${plain.slice(0, 119)}…`;
}
