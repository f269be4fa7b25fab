// Views over all shards of an index, for those who ask it in SQL: a contract that only grows.

import { DatabaseSync } from "node:sqlite";
import { labelled } from "./label.ts";
import { MORE } from "./places.ts";

/** Facets that are columns of their own; all of them are in `facets`. */
const FACETS = [
  "first_words",
  "last_prompt",
  "turns",
  "first_timestamp",
  "last_timestamp",
  "duration_ms",
  "commands",
  "commands_failed",
  "tool_calls",
  "errors",
  "compactions",
  "pending",
  "complete",
] as const;

/** Of what names and heads tell; the rest is in `about`. */
const ABOUT = ["project", "kind", "archived", "created_at", "size", "cwd", "model_provider", "cli_version"] as const;

const SESSION = (shard: number): string => `
  SELECT ${shard} AS shard, id, session_id, path, name, updated_ms,
    ${ABOUT.map((name) => `about ->> '$.${name}' AS ${name}`).join(",\n    ")},
    ${FACETS.map((name) => `facets ->> '$.${name}' AS ${name}`).join(",\n    ")},
    facets ->> '$.models' AS models,
    facets ->> '$.tokens.total_tokens' AS total_tokens,
    bytes, passages, cut, partial, about, facets
  FROM shard${shard}.session`;

const VIEWS: Readonly<Record<string, (shard: number) => string>> = {
  sessions: SESSION,
  files: (shard) => `
  SELECT ${shard} AS shard, session, part, path, size, mtime_us, bytes, lines FROM shard${shard}.file`,
  changed_files: (shard) => `
  SELECT ${shard} AS shard, session, path FROM shard${shard}.changed_file`,
  turns: (shard) => `
  SELECT ${shard} AS shard, session, n, turn_id FROM shard${shard}.turn`,
  usage: (shard) => `
  SELECT ${shard} AS shard, usage.* FROM shard${shard}.usage`,
  passages: (shard) => `
  SELECT ${shard} AS shard, row, session, n, turn, ${labelled("kind", `shard${shard}.`)}, time_ms,
    ${labelled("status", `shard${shard}.`)}, exit_code,
    ${labelled("tool", `shard${shard}.`)},
    part, line, offset, length,
    ${MORE}
  FROM shard${shard}.passage`,
};

/** The statements that make the views over so many shards. */
export function viewStatements(shards: number): readonly string[] {
  return Object.entries(VIEWS).map(([name, select]) => {
    const parts = Array.from({ length: shards }, (_, shard) => select(shard));
    return `CREATE TEMP VIEW ${name} AS${parts.join("\n  UNION ALL")};`;
  });
}

/** All shards as `shard0`, `shard1`, … of one connection, to read only, with the views over them. */
export function openViews(paths: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const [shard, path] of paths.entries()) {
    database.prepare(`ATTACH ? AS shard${shard}`).run(`file:${encodeURI(path)}?mode=ro`);
  }
  for (const statement of viewStatements(paths.length)) database.exec(statement);
  database.exec("PRAGMA query_only = 1");
  return database;
}
