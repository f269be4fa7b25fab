// Chains: the files that together hold a thread.

/** A file of a thread's chain, and how much of it belongs to the thread. */
export interface ChainFile {
  /** As it was given. */
  readonly path: string;
  readonly rollout_id: string | null;
  /** Its own thread; another than the thread asked for in a base that a fork inherited. */
  readonly thread_id: string | null;
  /**
   * Where the next file of the chain cuts it off: the first ordinal that no longer counts, and the byte of the
   * uncompressed file at which that record begins. Null for the last file.
   */
  readonly end_ordinal: number | null;
  readonly end_offset: number | null;
}
