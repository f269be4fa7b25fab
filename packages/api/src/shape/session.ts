// Sessions: rows of a list, and one with what belongs to it.

import { Schema } from "effect";
import { SESSION_KINDS } from "./kinds.ts";
import { count, countOrNull, counts, described, flag, shape, text, textOrNull, texts } from "./words.ts";

const ERAS = ["document", "bare", "envelope", "legacy", "paginated"] as const;

export type Tokens = typeof Tokens.Type;
/** What records say was spent. */
export const Tokens = shape("Tokens", {
  input_tokens: count,
  cached_input_tokens: count,
  output_tokens: count,
  reasoning_output_tokens: count,
  total_tokens: count,
});

/** `Facets` of rollbook-core/facets: what reading the session tells. */
export type SessionFacets = typeof SessionFacets.Type;
export const SessionFacets = shape("SessionFacets", {
  first_words: described(textOrNull, "the first thing a person typed, at most 1000 characters"),
  last_prompt: textOrNull,
  turns: described(count, "of its own, reverted ones too"),
  first_timestamp: textOrNull,
  last_timestamp: textOrNull,
  duration_ms: described(countOrNull, "from its earliest to its latest time"),
  models: texts,
  efforts: texts,
  commands: count,
  commands_failed: count,
  files_changed: texts,
  tool_calls: count,
  errors: described(count, "actions and turns that failed or timed out"),
  compactions: count,
  pending: described(count, "calls and turns still open where the files end"),
  tokens: described(Schema.NullOr(Tokens), "spent by the session itself; null where nothing tells"),
  cwd: textOrNull,
  name: textOrNull,
  cli_versions: texts,
  eras: Schema.Array(Schema.Literals(ERAS)),
  bytes: described(count, "of its files, uncompressed"),
  lines: count,
  records: count,
  damage: described(counts, "by kind"),
  unknown_types: counts,
  gaps: described(texts, "what is missing of it, in sentences"),
  complete: described(flag, "false when some record is lost, wholly or in part"),
});

/** What a session cost, at the prices that are built in. */
export const SessionCost = shape("SessionCost", {
  usd: described(textOrNull, "an exact decimal; null where there are tokens and none of them has a price"),
  unpriced_tokens: described(count, "tokens of models without a price: they are not in it"),
  unpriced_models: Schema.Array(textOrNull),
});

const row = {
  key: described(text, "names the session in paths of this interface; opaque"),
  session_id: described(textOrNull, "the thread id"),
  name: described(textOrNull, "the name it was given"),
  title: described(textOrNull, "its name, else its first words where they are known already"),
  project: described(textOrNull, "the repository it worked in, else the directory"),
  kind: Schema.Literals(SESSION_KINDS),
  archived: flag,
  depth: described(count, "with tree: how many sessions above it on this page it came from"),
  created_at: described(text, "RFC 3339"),
  updated_at: described(text, "when its files were last written to"),
  size: described(count, "bytes of its files on disk"),
  live: described(flag, "written to within the last minute"),
  root_session_id: textOrNull,
  parent_session_id: textOrNull,
  forked_from: textOrNull,
  source: described(textOrNull, "as Codex wrote it"),
  originator: textOrNull,
  cli_version: described(textOrNull, "the version that began it"),
  model_provider: textOrNull,
  history_mode: textOrNull,
  cwd: textOrNull,
  git: Schema.NullOr(shape("GitPlace", { commit_hash: textOrNull, branch: textOrNull, repository_url: textOrNull })),
  path: described(text, "the file in which the session goes on; shown, never taken"),
  files: described(texts, "all of its files, the oldest first, copies left out"),
  facets: described(Schema.NullOr(SessionFacets), "null where the files were not read for this answer"),
  cost: described(Schema.NullOr(SessionCost), "as facets"),
  problems: described(texts, "why files of it could not be read, in sentences"),
};

export type SessionRow = typeof SessionRow.Type;
export const SessionRow = shape("SessionRow", row);

export type SessionPage = typeof SessionPage.Type;
export const SessionPage = shape("SessionPage", {
  sessions: Schema.Array(SessionRow),
  next_cursor: described(textOrNull, "null where the list ends"),
  total: described(count, "how many there are, as far as heads tell; with tree, of trees"),
  num_scanned_files: described(count, "files that were read for this page"),
  reached_scan_cap: described(flag, "the page ends early, at scan_cap; go on with next_cursor"),
  problems: described(texts, "what could not be read of the homes, in sentences"),
});

export type FacetPage = typeof FacetPage.Type;
export const FacetPage = shape("FacetPage", {
  sessions: Schema.Array(
    shape("FacetRow", { key: text, title: textOrNull, facets: SessionFacets, cost: SessionCost, problems: texts }),
  ),
});

export type Relation = typeof Relation.Type;
/** Another session this one came from, or that came from it. */
export const Relation = shape("Relation", {
  key: described(textOrNull, "null where it is in none of the homes"),
  session_id: text,
  name: textOrNull,
  kind: Schema.NullOr(Schema.Literals(SESSION_KINDS)),
  created_at: textOrNull,
  forked: described(flag, "by a fork; else it was spawned"),
});

export type Session = typeof Session.Type;
export const Session = shape("Session", {
  ...row,
  chain: described(
    Schema.Array(
      shape("ChainPlace", {
        index: described(count, "`file` in sources"),
        path: text,
        size: described(countOrNull, "on disk"),
        compressed: flag,
        rollout_id: textOrNull,
        thread_id: textOrNull,
        reverted: described(flag, "what is in it, the thread was reverted from"),
      }),
    ),
    "the files its history is read from, inherited ones first",
  ),
  parent: Schema.NullOr(Relation),
  fork_of: Schema.NullOr(Relation),
  children: Schema.Array(Relation),
  gaps: described(texts, "why the chain is not whole"),
  resume: described(textOrNull, "the command that goes on with it"),
});
