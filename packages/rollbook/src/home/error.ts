// Why a source of bytes could not be read, as a typed error.

/**
 * - `missing`: no such file
 * - `directory`: it is a directory
 * - `unreadable`: the system refuses, or fails, to read it; `bytes` came before that
 * - `binary`: its first bytes are no text and hold no record
 * - `broken_compression`: a `.zst` that breaks off or is damaged; `bytes` were unpacked before that
 * - `not_compressed`: a `.zst` that goes on, from its byte `packed` on, as something else; `bytes` were unpacked before that
 */
export type SourceProblem = "missing" | "directory" | "unreadable" | "binary" | "broken_compression" | "not_compressed";

export class SourceError extends Error {
  readonly _tag = "SourceError";
  readonly problem: SourceProblem;
  readonly source: string;
  /** Bytes (of the uncompressed file) that were given before the error. */
  readonly bytes: number;
  /** Bytes of a compressed file that were unpacked, where that is known. */
  readonly packed: number;

  constructor(problem: SourceProblem, source: string, message: string, bytes = 0, packed = 0) {
    super(message);
    this.name = "SourceError";
    this.problem = problem;
    this.source = source;
    this.bytes = bytes;
    this.packed = packed;
  }
}

/** What the system said, in a sentence. */
export function sourceError(source: string, cause: unknown, bytes = 0): SourceError {
  if (cause instanceof SourceError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR")
    return new SourceError("missing", source, `${source}: there is no such file or directory.`);
  if (code === "EISDIR") return new SourceError("directory", source, `${source}: it is a directory.`);
  if (code === "EACCES" || code === "EPERM")
    return new SourceError("unreadable", source, `${source}: permission to read it was denied.`, bytes);
  const reason = code === "" ? "" : ` (${code})`;
  return new SourceError("unreadable", source, `${source}: could not be read${reason} after ${bytes} bytes.`, bytes);
}
