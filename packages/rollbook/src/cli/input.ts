// Why something could not be read, as one sentence for a person.

import { SourceError, type SourceProblem } from "../home/index.ts";

const ADVICE: Readonly<Record<Exclude<SourceProblem, "not_compressed">, string>> = {
  missing: "there is no such file or directory; check the path",
  directory: "it is a directory where a file was expected",
  unreadable: "permission was denied, or the disk reports an error; check who may read it",
  binary: "it is a binary file and holds no Codex session; check the path",
  broken_compression: "its compression is broken; fetch the file again if there is another copy",
};

/** The sentence for a source that could not be exported to its end; anything else is a fault of ours and thrown on. */
export function describeReadError(error: unknown): string {
  return describeUnread(error, "what stands before it was exported");
}

/** The same for any command: `kept` is what became of the bytes before the place where reading failed. */
export function describeUnread(error: unknown, kept: string): string {
  if (!(error instanceof SourceError)) throw error;
  const place = error.source === "-" ? "standard input" : error.source;
  const progress = error.bytes > 0 ? ` after byte ${error.bytes}, ${kept}` : "";
  return `cannot read ${place}${progress}: ${adviceOn(error)}`;
}

function adviceOn({ problem, packed }: SourceError): string {
  if (problem !== "not_compressed") return ADVICE[problem];
  return `from byte ${packed} of the compressed file on it is not zstd; read that part by itself (tail -c +${packed + 1})`;
}
