// Why an index cannot be used, as a sentence: the disk is full, somebody else owns it, it is damaged.

/** The message says which index, what is wrong and what to do. */
export class IndexError extends Error {
  constructor(directory: string, reason: string, cause: unknown) {
    super(`the index in ${directory} cannot be used: ${reason}`, { cause });
    this.name = "IndexError";
  }
}

const FULL = "the disk is full; free some space, or let XDG_CACHE_HOME name a directory elsewhere";
const DENIED = "permission is denied; own the directory, or let XDG_CACHE_HOME name another";
const DAMAGED = "it is damaged; rollbook index --rebuild makes it anew";

/** By SQLite's result code. Others are faults of ours. */
const SQLITE: ReadonlyMap<number, string> = new Map([
  [3, DENIED],
  [5, "another process keeps it busy; try again"],
  [6, "another process keeps it busy; try again"],
  [8, DENIED],
  [10, "the device reports an error; let XDG_CACHE_HOME name a directory elsewhere"],
  [11, DAMAGED],
  [13, FULL],
  [14, "its files cannot be opened; try again, own the directory, or let XDG_CACHE_HOME name another"],
  [26, DAMAGED],
]);

const SYSTEM: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", FULL],
  ["EDQUOT", FULL],
  ["EACCES", DENIED],
  ["EPERM", DENIED],
  ["EROFS", "the file system is read-only; let XDG_CACHE_HOME name a directory elsewhere"],
  ["ENOTDIR", "a file lies where its directory should be; move that away"],
  ["EEXIST", "a file lies where its directory should be; move that away"],
]);

/** What SQLite or the system throws, as an `IndexError` where it is one; anything else as it is. */
export function asIndexError(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || error instanceof IndexError) return error;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  const reason = code === "ERR_SQLITE_ERROR" ? SQLITE.get(Number(errcode) & 0xff) : SYSTEM.get(String(code));
  return reason === undefined ? error : new IndexError(directory, reason, error);
}
