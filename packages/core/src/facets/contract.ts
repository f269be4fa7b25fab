// Facets: what a list says of a session beyond its head, as plain data.

import type { TokenUsage } from "../lineage/tokens.ts";
import type { Era } from "../rollout/era.ts";

/**
 * What a session did itself: nothing that was copied or inherited from another one. Counts of commands, changes, calls
 * and errors are those of its action stream. Null where nothing on disk tells.
 */
export interface Facets {
  /** The first thing a person typed, its beginning where it is long; never what Codex put in itself. */
  readonly first_words: string | null;
  readonly last_prompt: string | null;
  /** All that happened, those reverted or rolled back too. Before 0.104 a prompt is a turn. */
  readonly turns: number;
  /** Of the first and the last record that tell one. */
  readonly first_timestamp: string | null;
  readonly last_timestamp: string | null;
  /** From the earliest to the latest time told, pauses included; null where one record alone tells a time (bare era). */
  readonly duration_ms: number | null;
  readonly models: readonly string[];
  readonly efforts: readonly string[];
  readonly commands: number;
  readonly commands_failed: number;
  /** Paths of the changes that were made. */
  readonly files_changed: readonly string[];
  readonly tool_calls: number;
  /** Actions and turns that failed or timed out. */
  readonly errors: number;
  readonly compactions: number;
  /** Calls and turns still open where the files end. */
  readonly pending: number;
  readonly tokens: TokenUsage | null;
  /** The working directory, where a record that is no header tells it (the two oldest eras). */
  readonly cwd: string | null;
  /** The last name that a record gave it (0.98 … 0.142). */
  readonly name: string | null;
  readonly cli_versions: readonly string[];
  readonly eras: readonly Era[];
  /** Uncompressed, of all its files. */
  readonly bytes: number;
  readonly lines: number;
  readonly records: number;
  /** Damage by kind. */
  readonly damage: Readonly<Record<string, number>>;
  readonly unknown_types: Readonly<Record<string, number>>;
  /** What is missing of it, in sentences. */
  readonly gaps: readonly string[];
  /** False when some record is lost, wholly or in part. */
  readonly complete: boolean;
}
