// Why something could not be read, as one sentence for a person.

import { SourceError, type SourceProblem } from "../home/index.ts";

const ADVICE: Readonly<Record<SourceProblem, string>> = {
  missing: "there is no such file or directory; check the path",
  directory: "it is a directory where a file was expected",
  unreadable: "permission was denied, or the disk reports an error; check who may read it",
  binary: "it is a binary file and holds no Codex session; check the path",
  broken_compression: "its compression is broken; fetch the file again if there is another copy",
};

/** The sentence for a source that could not be read; anything else is a fault of ours and thrown on. */
export function describeReadError(error: unknown): string {
  if (!(error instanceof SourceError)) throw error;
  const place = error.source === "-" ? "standard input" : error.source;
  const progress = error.bytes > 0 ? ` after byte ${error.bytes}, what stands before it was exported` : "";
  return `cannot read ${place}${progress}: ${ADVICE[error.problem]}`;
}
