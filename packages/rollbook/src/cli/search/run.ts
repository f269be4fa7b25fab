// rollbook search: what was said and done, in all sessions.

import { resolve } from "node:path";
import { parseQuery, type Query } from "rollbook-core/search";
import { createShowing, search, type Hit } from "../../search/index.ts";
import type { Invocation, Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { requireHomes } from "../homes.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { createTextHiding } from "../texts.ts";
import { readyIndexes } from "./ready.ts";
import { recordOf } from "./record.ts";
import { hitText } from "./text.ts";

const LIMIT = 20;
/** Damaged lines of history files that are told one by one. */
const FAULTS = 5;

export const runSearch: Run = async (invocation, console) => {
  const { flags } = invocation;
  const query = queryOf(invocation);
  const limit = limitOf(invocation);
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  requireHomes(homes);
  for (const note of query.notes) console.note(`rollbook: ${note}`);
  const { places, told } = await readyIndexes(homes, flags.has("wait"), console);
  const hiding = createTextHiding();
  const width = Number.isFinite(console.columns) ? Math.max(40, console.columns) : 160;
  const show = createShowing(query, width - 2, flags.has("no-redact") ? null : hiding.hide);
  const output = openStdout();
  let count = 0;
  let session: Hit["session"] | undefined;
  const faults: string[] = [];
  const order = flags.has("newest") ? "newest" : "best";
  for await (const hit of search(places, query, { order, limit, fault: (message) => faults.push(message) })) {
    count += 1;
    const shown = await show(hit);
    output.write(
      flags.has("json")
        ? `${JSON.stringify(recordOf(shown))}\n`
        : hitText(shown, {
            columns: width,
            colour: console.colour,
            same: session === hit.session && hit.session !== null,
            first: count === 1,
          }),
    );
    session = hit.session;
    await output.settle();
    if (count === limit || output.isClosed()) break;
  }
  await output.finish();
  for (const fault of faults.slice(0, FAULTS)) console.note(`rollbook: ${fault}`);
  if (faults.length > FAULTS) console.note(`rollbook: ${faults.length - FAULTS} more lines of history are damaged`);
  for (const line of told()) console.note(`rollbook: ${line}`);
  if (count === 0) console.note(`rollbook: nothing was found`);
  if (count === limit) console.note(`rollbook: these are the first ${limit}; --limit shows more`);
  const hidden = hiding.told();
  if (hidden !== null) console.note(`rollbook: ${hidden}`);
  return count === 0 ? EXIT.findings : EXIT.ok;
};

/** Operands are one query: a shell parts what was written in one go. */
function queryOf({ operands }: Invocation): Query {
  const query = parseQuery(operands.join(" "), { now_ms: Date.now(), resolve: (path) => resolve(path) });
  if (query.type === "error") throw new Failure(EXIT.usage, query.message);
  return query;
}

function limitOf({ values }: Invocation): number {
  const text = values.get("limit")?.at(-1);
  if (text === undefined) return LIMIT;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Failure(EXIT.usage, `--limit takes a number from 1 on, not "${text}"`);
  return Number(text);
}
