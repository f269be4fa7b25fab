// The searches and what they look things up in, put together to the bytes of a WebAssembly module.

import { charactersBody, ESCAPED, linesBody, plainBody, quoteBody, tripleBody } from "./search.ts";
import { openingBody } from "./tell.ts";
import { data, name, section, takes } from "./wasm.ts";

/** What `searches.data.ts` holds: each process would take milliseconds to make it again. */
export function assemble(): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, takes(2), takes(5), takes(4), takes(1)),
    ...section(2, [...name("m"), ...name("m"), 2, 0, 1]),
    ...section(3, [0], [1], [1], [0], [2], [3]),
    ...section(
      7,
      [...name("quote"), 0, 0],
      [...name("triple"), 0, 1],
      [...name("lines"), 0, 2],
      [...name("characters"), 0, 3],
      [...name("plain"), 0, 4],
    ),
    ...section(10, quoteBody(), tripleBody(), linesBody(), charactersBody(), plainBody(), openingBody()),
    ...section(11, data(0, ESCAPED)),
  ]);
}
