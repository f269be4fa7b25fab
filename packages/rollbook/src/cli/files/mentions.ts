// Whether a session file can hold a path at all: a look at its bytes that spares reading most of them as records.

import { readChunks } from "../../home/index.ts";

/** Names that stand in JSON as they are. */
const PLAIN = /^[\w .+@~-]+$/;

/** True unless the last step of the path is nowhere in the file. Throws `SourceError`. */
export async function mentions(file: string, path: string): Promise<boolean> {
  const name = path.split(/[\\/]/).findLast((step) => step !== "") ?? "";
  if (!PLAIN.test(name)) return true;
  const wanted = Buffer.from(name);
  let before = Buffer.alloc(0);
  for await (const chunk of readChunks(file)) {
    const bytes = Buffer.concat([before, chunk]);
    if (bytes.includes(wanted)) return true;
    before = bytes.subarray(Math.max(0, bytes.length - wanted.length + 1));
  }
  return false;
}
