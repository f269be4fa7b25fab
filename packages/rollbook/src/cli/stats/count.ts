// The token pass over one file on disk.

import { createReader } from "rollbook-core";
import { createPricing, createUsagePass, type UsagePass, type UsagePassOptions } from "rollbook-core/usage";
import { readChunks } from "../../home/index.ts";
import { describeUnread } from "../input.ts";
import type { Task } from "../team.ts";
import type { Job, Outcome, Subject } from "./job.ts";
import { daysIn } from "./zone.ts";

/** Counts files; one that cannot be read is an outcome, not an exception. `read` is told of its bytes on disk. */
export function createCount({ prices, timezone }: Job): Task<Subject, Outcome> {
  const dayOf = daysIn(timezone);
  const { longAbove } = createPricing(prices);
  return async (subject, read) => {
    const { path, named, copied, bytes, compressed } = subject;
    const options: UsagePassOptions = { named, copied, dayOf, longAbove };
    let done = 0;
    const tell = (size: number): void => {
      const more = Math.min(size, bytes - done);
      done += more;
      if (more > 0) read(more);
    };
    let outcome = await readFile(path, createUsagePass(options), compressed ? () => {} : tell);
    outcome ??= await readFile(path, createUsagePass({ ...options, careful: true }), () => {});
    tell(bytes);
    if (outcome === null) throw new Error("a careful pass is sure");
    return outcome;
  };
}

/** Null where the pass is unsure. */
async function readFile(path: string, pass: UsagePass, tell: (bytes: number) => void): Promise<Outcome | null> {
  let recognised = false;
  let bytes = 0;
  let problem: string | null = null;
  const reader = createReader({ long: "cut", counts: true, silent: true, pass: pass.pass }, (reading) => {
    if ((reading.kind === "record" || reading.kind === "passed") && reading.era !== null) recognised = true;
    pass.read(reading);
  });
  try {
    for await (const chunk of readChunks(path)) {
      bytes += chunk.length;
      reader.push(chunk);
      if (pass.unsure()) return null;
      tell(chunk.length);
    }
  } catch (error) {
    problem = describeUnread(error, "what stands before it was counted");
  }
  reader.end();
  if (pass.unsure()) return null;
  if (problem === null && bytes > 0 && !recognised) {
    problem = `${path} holds no Codex session: nothing in its ${bytes} bytes has the shape of a record; check the path`;
  }
  return { usage: pass.end(), problem };
}
