// The views of an index as SQL: what a question of one's own may rely on.

import { INDEX_VERSION } from "./schema.ts";
import { viewStatements } from "./views.ts";

/** What each view is about, and what its columns do not say themselves. */
const ABOUT: readonly string[] = [
  "The views that `rollbook sql` offers, over an index of one shard; one of several has a part for each.",
  "Columns are only added. The tables beneath the views may change with any version of the index.",
  "",
  "sessions        a thread with all of its files, copies left out; `about` and `facets` are JSON and hold more",
  "                (facets as in contracts/list.schema.json); partial: the rest of it is still to be read",
  "files           its files as they were read; bytes and lines are whole lines, uncompressed",
  "changed_files   paths it changed",
  "turns           ids of turns; a passage names one by (shard, session, n)",
  "usage           tokens by quarter of an hour (UTC) and model; long: of another price",
  "passages        what can be found, each at the bytes that tell it; more: further places, part line offset length",
  "",
  "Sessions are joined by (shard, id) = (shard, session). Times that end in _ms are Unix milliseconds.",
];

/** Files under contracts/: path and text. */
export function indexContracts(): Readonly<Record<string, string>> {
  const about = [...ABOUT, `Version of the tables: ${INDEX_VERSION}.`].map((line) => `-- ${line}`.trimEnd());
  return { "contracts/index.sql": `${[...about, "", ...viewStatements(1)].join("\n")}\n` };
}
