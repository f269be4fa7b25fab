// Every kind of finding: how grave it is, what it means, and what its reader can do. docs/check.md shows this table.

/**
 * - `error`: bytes are lost to every reader, or Codex 0.169 refuses the file
 * - `warning`: all could be read, and something in it contradicts itself or is missing
 * - `note`: worth knowing; the file is as Codex meant it
 */
export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface KindEntry {
  readonly severity: Severity;
  /** What was found; one sentence. */
  readonly meaning: string;
  /** What the user can do; one sentence. */
  readonly advice: string;
}

const NOTHING = "Nothing: it is read as it is.";

export const KINDS = {
  torn: {
    severity: "error",
    meaning:
      "A line starts a record that never ends (a crash, a full disk). A note where the file is still being written.",
    advice: "Nothing brings the record back; Codex skips the line, and so may you.",
  },
  glued: {
    severity: "error",
    meaning: "A torn record has whole records behind it on the same line. Those are read, the torn one is lost.",
    advice: "Nothing is needed here; Codex itself loses the whole line.",
  },
  joined: {
    severity: "warning",
    meaning: "Several whole records stand on one line (0.8 wrote so on resume). All are read.",
    advice: "Nothing is needed here; Codex itself loses them, put a newline between them in a copy if it must read it.",
  },
  nul: {
    severity: "error",
    meaning: "A run of NUL bytes stands where text should be (a power loss, a host that was reset).",
    advice: "Look for the lost records in a backup; Codex skips the line.",
  },
  "invalid-utf8": {
    severity: "error",
    meaning: "Bytes that are no UTF-8; the record is read with U+FFFD in their place.",
    advice: "Codex 0.169 cannot read such a thread at all; repair the bytes in a copy if it must.",
  },
  bom: {
    severity: "error",
    meaning: "A byte order mark before the first record, left there by an editor.",
    advice: "Take the first three bytes off: Codex refuses the file with them.",
  },
  "not-json": {
    severity: "error",
    meaning: "Text that is no JSON and starts no record.",
    advice: "See what wrote into the file; Codex skips the line.",
  },
  "not-an-object": {
    severity: "error",
    meaning: "A JSON value that is no object, so no record.",
    advice: "See what wrote into the file; Codex skips the line.",
  },
  "too-deep": {
    severity: "error",
    meaning: "The values of a record lie in each other more than 512 deep; it is not looked into.",
    advice: "See what wrote into the file; Codex does not write such a record.",
  },
  "lone-surrogate": {
    severity: "warning",
    meaning: "An escape such as \\ud83d without its other half: a character was cut in two.",
    advice: "Nothing: it is read as it is. What cannot hold it shows U+FFFD.",
  },
  unreadable: {
    severity: "error",
    meaning:
      "The file could not be opened, or its bytes stop or fail before their end (permissions, disk, a broken .zst).",
    advice: "Follow the message; of a broken .zst, what comes before the break is read.",
  },
  "no-record-recognised": {
    severity: "error",
    meaning: "The file has bytes and no record of any known era in them.",
    advice: "It is probably no Codex session; if it is one, please report it.",
  },
  "empty-file": {
    severity: "warning",
    meaning: "The file has no bytes, or blank lines only. A note where it was made a moment ago.",
    advice: "Codex makes the file before its first record; a stale one may be deleted.",
  },
  "header-missing": {
    severity: "error",
    meaning: "No record of the file says which thread it is.",
    advice: "The id in the file's name stands in for it; Codex refuses the file.",
  },
  "header-not-first": {
    severity: "error",
    meaning: "Other records stand before the first header.",
    advice: "Codex can show such a thread, and cannot resume it.",
  },
  "header-incomplete": {
    severity: "error",
    meaning: "The header lacks originator or cli_version, which every Codex since 0.34 writes.",
    advice: "Codex 0.169 refuses the file; see which tool wrote it.",
  },
  "unknown-history-mode": {
    severity: "error",
    meaning: "The header's history_mode is neither legacy nor paginated.",
    advice: "Codex 0.169 refuses the file; a newer one may have written it.",
  },
  "several-headers": {
    severity: "note",
    meaning:
      "More headers follow the first, of the threads this one was copied from, or of a resume. The first counts.",
    advice: NOTHING,
  },
  "id-name-mismatch": {
    severity: "warning",
    meaning: "The file's name and its header give different thread ids.",
    advice: "The header counts; a renamed copy is the usual cause.",
  },
  "unknown-type": {
    severity: "warning",
    meaning: "A record of a type that rollbook does not know; it is kept and passed on as it is.",
    advice: "A newer Codex wrote it, most likely: see whether a newer rollbook knows it.",
  },
  "schema-mismatch": {
    severity: "warning",
    meaning: "A record of a known type has a field of an unexpected form.",
    advice: "If Codex wrote it, please report it; else see which tool did.",
  },
  "replacement-history-metadata-length": {
    severity: "warning",
    meaning: "A compacted record describes another number of items than it has.",
    advice: "Codex 0.169 refuses to rebuild its context from this record.",
  },
  "ordinal-duplicate": {
    severity: "warning",
    meaning: "A record has the ordinal of the record before it (a resume by 0.146 to 0.153).",
    advice: "Both records are read; Codex before 0.154 stops reading there, so use a newer one.",
  },
  "ordinal-regression": {
    severity: "warning",
    meaning: "Ordinals go back: two writers had the file open.",
    advice: "All records are read, in the order of the file; end one of two programs that use the thread.",
  },
  "ordinal-gap": {
    severity: "warning",
    meaning: "Ordinals are left out: records were lost, or their ordinals were never written.",
    advice: "Look for damage just before; Codex before 0.154 stops reading there.",
  },
  "ordinal-missing": {
    severity: "warning",
    meaning: "Records without ordinal in a file that numbers its records.",
    advice: "All are read; see which tool wrote them.",
  },
  "call-without-output": {
    severity: "warning",
    meaning: "A tool was called and nothing says how that ended. A note where the turn was aborted or goes on.",
    advice: "Take it as interrupted: whether it had an effect is not on record.",
  },
  "output-without-call": {
    severity: "warning",
    meaning: "An output answers a call that is not in the file. A note where the file continues another.",
    advice: "Look for damage before it; what ran is not on record.",
  },
  "turn-without-end": {
    severity: "warning",
    meaning: "A turn began and no record ends it (killed, crashed). A note where the file is still being written.",
    advice: "Take it as interrupted; Codex may show it as going on for ever.",
  },
  "base-missing": {
    severity: "warning",
    meaning: "The file continues another, which is not among the files given, nor in their codex home.",
    advice: "Give the directory that has it, or restore it: without it the thread lacks its beginning.",
  },
  "base-offset-mismatch": {
    severity: "warning",
    meaning: "The place at which the file continues another is no longer there (that one was rewritten by some tool).",
    advice: "rollbook cuts by ordinal and reads on; Codex refuses to resume the thread.",
  },
  "duplicate-rollout": {
    severity: "warning",
    meaning: "One rollout lies in several places of a codex home: live and archived, or plain and compressed.",
    advice: "Codex reads the plain and live one; keep that.",
  },
  "impossible-tokens": {
    severity: "warning",
    meaning: "Token counts that cannot be: below zero, or a request larger than its window.",
    advice: "Do not sum them up; token_usage_record, where there is one, is the better source.",
  },
  "giant-line": {
    severity: "note",
    meaning: "A line of more than 64 MiB. It is read, its long values in part only, and not held against the schema.",
    advice: "Most of it is images repeated by compaction; other tools run out of memory on it.",
  },
  "bytes-unaccounted": {
    severity: "error",
    meaning: "Bytes that belong to no reading: a fault of rollbook.",
    advice: "Please report it, with the kind of file it was.",
  },
  "encode-mismatch": {
    severity: "error",
    meaning: "A record that, decoded and encoded again, is not what it was: a fault of rollbook.",
    advice: "Please report it, with the record's type.",
  },
} as const satisfies Record<string, KindEntry>;

export type FindingKind = keyof typeof KINDS;
export const FINDING_KINDS = Object.keys(KINDS) as readonly FindingKind[];
