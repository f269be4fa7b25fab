// Makes, imports and damages specimens, and keeps their index.
//
// npm run specimens -- import DIR                      files scenarios of a corpus directory <label>/<scenario>/…
// npm run specimens -- make VERSION SCENARIO[,…]       runs the lab and files what Codex writes
//     [--label L] [--model M] [--provider openai] [--websocket] [--at DIR]
// npm run specimens -- reverts VERSION                 makes a thread that was taken back, through the app-server
// npm run specimens -- damage                          makes damaged/ and from-the-future/ again
// npm run specimens -- resume                          resumes them with the newest Codex, writes RESUMED.jsonl again
// npm run specimens -- index                           writes INDEX.jsonl again

import { parseArgs } from "node:util";
import {
  CodexUnavailable,
  importCorpus,
  makeReverts,
  makeSpecimen,
  SPECIMENS,
  writeCatalogue,
  writeDamage,
  writeResumed,
} from "../lab/index.ts";

const USAGE =
  "npm run specimens -- import DIR | make VERSION SCENARIO[,SCENARIO…] | reverts VERSION | damage | resume | index";

process.on("SIGINT", () => process.exit(130));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    label: { type: "string" },
    model: { type: "string" },
    provider: { type: "string" },
    websocket: { type: "boolean" },
    at: { type: "string" },
  },
});

try {
  process.exitCode = await command(positionals);
} catch (error) {
  if (!(error instanceof CodexUnavailable || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function command([name, first, second]: readonly string[]): Promise<number> {
  if (name === "import" && first !== undefined) {
    const { scenarios, sessions, bytes, leftOut } = importCorpus(first, SPECIMENS);
    console.log(`${scenarios} scenarios, ${sessions} sessions, ${bytes} bytes`);
    for (const path of leftOut) console.log(`left out: ${path}`);
  } else if (name === "make" && first !== undefined && second !== undefined) {
    if (values.provider !== undefined && values.provider !== "openai")
      throw new RangeError("--provider knows openai only");
    for (const scenario of second.split(",")) await make(first, scenario);
  } else if (name === "reverts" && first !== undefined) {
    console.log(`specimens/${await makeReverts(first, SPECIMENS)}`);
  } else if (name === "damage") {
    console.log(`${writeDamage(SPECIMENS).length} directories`);
  } else if (name === "resume") {
    const entries = await writeResumed(SPECIMENS);
    console.log(`${entries.filter(({ items }) => items !== null).length} of ${entries.length} threads resumed`);
  } else if (name !== "index") {
    console.error(USAGE);
    return 2;
  }
  console.log(`${writeCatalogue(SPECIMENS).length} session files in specimens/INDEX.jsonl`);
  return 0;
}

async function make(version: string, scenario: string): Promise<void> {
  const made = await makeSpecimen({
    version,
    scenario,
    label: values.label ?? version,
    root: SPECIMENS,
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values.provider === undefined ? {} : { provider: "openai" }),
    webSocket: values.websocket === true,
    ...(values.at === undefined ? {} : { laboratory: values.at }),
  });
  if (made === null) return console.log(`${scenario}: ${version} wrote no session`);
  console.log(`specimens/${made.directory}: ${made.sessions.length} session${made.sessions.length === 1 ? "" : "s"}`);
}
