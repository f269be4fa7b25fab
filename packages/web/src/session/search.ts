// What of a session is looked at, as it stands in the address.

import { VIEW_KINDS, type ViewKind } from "./kinds.ts";

export const PANES = ["transcript", "files", "usage"] as const;
export type Pane = (typeof PANES)[number];

export const FILE_LOOKS = ["history", "state", "sessions"] as const;
export type FileLook = (typeof FILE_LOOKS)[number];

/** Everything that can be seen is in here; what is as it begins is left out. */
export interface SessionSearch {
  /** The transcript where it is left out. */
  readonly pane?: "files" | "usage";
  /** The filter as it was typed. */
  readonly q?: string;
  readonly kinds?: readonly ViewKind[];
  /** Only what failed. */
  readonly failed?: true;
  /** What the harness told as well. */
  readonly all?: true;
  /**
   * The line the cursor is on: `t3` for a turn, `57` for an item; `b0.98342` for the item made of the record that
   * stands there, which becomes one of the others once it is read.
   */
  readonly at?: string;
  /** Positions of items that are unfolded, or folded where they begin unfolded. */
  readonly open?: readonly number[];
  /** The bytes behind the line of the cursor are shown. */
  readonly raw?: true;
  /** The path of the changed file that is looked at; all of them where it is left out. */
  readonly file?: string;
  /** What of it; its diff where it is left out. */
  readonly look?: FileLook;
  /** Index of the turn after which it is looked at; the last one where it is left out. */
  readonly after?: number;
  /** Diffs side by side. */
  readonly split?: true;
  /** A range of time, Unix milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

/** Whatever an address holds: what makes no sense is left out. */
export function readSearch(given: Record<string, unknown>): SessionSearch {
  const kinds = words(given["kinds"]).flatMap((word) => VIEW_KINDS.find((kind) => kind === word) ?? []);
  const open = words(given["open"]).map(Number).filter(Number.isSafeInteger);
  const at = plain(given["at"]);
  const q = plain(given["q"]);
  const pane = plain(given["pane"]);
  const file = plain(given["file"]);
  const look = FILE_LOOKS.find((name) => name === given["look"]);
  const after = moment(given["after"]);
  const from = moment(given["from"]);
  const to = moment(given["to"]);
  return {
    ...(pane === "files" || pane === "usage" ? { pane } : {}),
    ...(q === "" ? {} : { q }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(isOn(given["failed"]) ? { failed: true } : {}),
    ...(isOn(given["all"]) ? { all: true } : {}),
    ...(/^(?:t?\d{1,9}|b\d{1,4}\.\d{1,15})$/.test(at) ? { at } : {}),
    ...(open.length === 0 ? {} : { open: open.slice(0, MOST_OPEN) }),
    ...(isOn(given["raw"]) ? { raw: true } : {}),
    ...(file === "" ? {} : { file }),
    ...(look === undefined ? {} : { look }),
    ...(after === null ? {} : { after }),
    ...(isOn(given["split"]) ? { split: true } : {}),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

/** An address has an end. */
export const MOST_OPEN = 200;

function words(value: unknown): readonly string[] {
  const text = plain(value);
  return text === "" ? [] : text.split(",");
}

function isOn(value: unknown): boolean {
  return plain(value) === "true";
}

function moment(value: unknown): number | null {
  const text = plain(value);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** As plain fields, for an address that people can read. */
export function writeSearch({ kinds, open, ...rest }: SessionSearch): Record<string, unknown> {
  return {
    ...rest,
    ...(kinds === undefined || kinds.length === 0 ? {} : { kinds: kinds.join(",") }),
    ...(open === undefined || open.length === 0 ? {} : { open: open.join(",") }),
  };
}

export type SearchPatch = { readonly [Key in keyof SessionSearch]?: SessionSearch[Key] | undefined };

/** With `undefined`, an empty text or an empty list a field is left out. */
export function patchSearch(search: SessionSearch, patch: SearchPatch): SessionSearch {
  const merged = { ...search, ...patch };
  return Object.fromEntries(
    Object.entries(merged).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
