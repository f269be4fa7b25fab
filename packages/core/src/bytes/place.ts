// Where something stands in a file: the one kind of pointer every other room passes on.

/**
 * A byte range of a session file and the physical line it lies on.
 *
 * - `offset` and `length` are bytes of the *uncompressed* file (of a `.jsonl.zst`, what it unpacks to);
 *   `length` never counts the line's terminator.
 * - `number` counts physical lines from 1, blank and damaged ones included. Two records on one line share it.
 */
export interface Place {
  readonly offset: number;
  readonly length: number;
  readonly number: number;
}
