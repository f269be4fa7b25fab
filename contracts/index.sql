-- The views that `rollbook sql` offers, over an index of one shard; one of several has a part for each.
-- Columns are only added. The tables beneath the views may change with any version of the index.
--
-- sessions        a thread with all of its files, copies left out; `about` and `facets` are JSON and hold more
--                 (facets as in contracts/list.schema.json); partial: the rest of it is still to be read
-- files           its files as they were read; bytes and lines are whole lines, uncompressed
-- changed_files   paths it changed
-- turns           ids of turns; a passage names one by (shard, session, n)
-- usage           tokens by quarter of an hour (UTC) and model; long: of another price
-- passages        what can be found, each at the bytes that tell it; more: further places, part line offset length
--
-- Sessions are joined by (shard, id) = (shard, session). Times that end in _ms are Unix milliseconds.
-- Version of the tables: 8.

CREATE TEMP VIEW sessions AS
  SELECT 0 AS shard, id, session_id, path, name, updated_ms,
    about ->> '$.project' AS project,
    about ->> '$.kind' AS kind,
    about ->> '$.archived' AS archived,
    about ->> '$.created_at' AS created_at,
    about ->> '$.size' AS size,
    about ->> '$.cwd' AS cwd,
    about ->> '$.model_provider' AS model_provider,
    about ->> '$.cli_version' AS cli_version,
    facets ->> '$.first_words' AS first_words,
    facets ->> '$.last_prompt' AS last_prompt,
    facets ->> '$.turns' AS turns,
    facets ->> '$.first_timestamp' AS first_timestamp,
    facets ->> '$.last_timestamp' AS last_timestamp,
    facets ->> '$.duration_ms' AS duration_ms,
    facets ->> '$.commands' AS commands,
    facets ->> '$.commands_failed' AS commands_failed,
    facets ->> '$.tool_calls' AS tool_calls,
    facets ->> '$.errors' AS errors,
    facets ->> '$.compactions' AS compactions,
    facets ->> '$.pending' AS pending,
    facets ->> '$.complete' AS complete,
    facets ->> '$.models' AS models,
    facets ->> '$.tokens.total_tokens' AS total_tokens,
    bytes, passages, cut, partial, about, facets
  FROM shard0.session;
CREATE TEMP VIEW files AS
  SELECT 0 AS shard, session, part, path, size, mtime_us, bytes, lines FROM shard0.file;
CREATE TEMP VIEW changed_files AS
  SELECT 0 AS shard, session, path FROM shard0.changed_file;
CREATE TEMP VIEW turns AS
  SELECT 0 AS shard, session, n, turn_id FROM shard0.turn;
CREATE TEMP VIEW usage AS
  SELECT 0 AS shard, usage.* FROM shard0.usage;
CREATE TEMP VIEW passages AS
  SELECT 0 AS shard, row, session, n, turn, (SELECT text FROM shard0.label WHERE id = kind) AS kind, time_ms,
    (SELECT text FROM shard0.label WHERE id = status) AS status, exit_code,
    (SELECT text FROM shard0.label WHERE id = tool) AS tool,
    part, line, offset, length,
    CASE WHEN next_length IS NULL THEN more
    ELSE concat_ws(' ', part, line + next_line, offset + length + next_offset, next_length, more) END AS more
  FROM shard0.passage;
