// Bytes → lines of text, one message each; a line that is too long comes as its first bytes only.

/** A client's own messages are short; the longest an editor might send holds a few images. */
export const LONGEST = 16 << 20;
/** Holds a message's id, wherever before its parameters it stands. */
const HEAD = 4096;
const LF = 10;

export interface Line {
  readonly text: string;
  /** It was longer than is read, and `text` is its beginning. */
  readonly cut: boolean;
}

/** The last line counts without a newline too. */
export async function* splitLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (): Line => {
    const cut = length > LONGEST;
    const text = Buffer.concat(parts).toString("utf8");
    parts = [];
    length = 0;
    return { text, cut };
  };
  const keep = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= LONGEST) parts.push(Uint8Array.from(bytes));
    else parts = [Buffer.concat([...parts, bytes]).subarray(0, HEAD)];
  };
  for await (const chunk of input) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      keep(chunk.subarray(from, at));
      from = at + 1;
      yield take();
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
