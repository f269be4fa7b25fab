// Harms the lines of session files, the same way for the same seed.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type Random = () => number;

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function splice(line: Buffer, at: number, removed: number, added: Uint8Array): Buffer {
  return Buffer.concat([line.subarray(0, at), added, line.subarray(at + removed)]);
}

const TOKENS = [
  "{",
  "}",
  "[",
  "]",
  '"',
  "\\",
  ",",
  ":",
  "\n",
  "\r\n",
  "\0",
  "\u2028",
  "\uFEFF",
  '{"timestamp":"',
  '{"type":"',
  "\\ud83d",
  "null",
  "1e999",
].map((text) => Buffer.from(text));

/** One way to harm a line. `others`: where a second line comes from. */
const MUTATIONS: readonly ((line: Buffer, random: Random, others: readonly Buffer[]) => Buffer)[] = [
  (line, random) => splice(line, below(random, line.length), 1, Uint8Array.of(below(random, 256))),
  (line, random) => splice(line, below(random, line.length + 1), 0, Uint8Array.of(below(random, 256))),
  (line, random) => splice(line, below(random, line.length), 1 + below(random, 40), Uint8Array.of()),
  (line, random) => line.subarray(0, below(random, line.length)),
  (line, random) => line.subarray(below(random, line.length)),
  (line, random) => splice(line, below(random, line.length + 1), 0, new Uint8Array(1 + below(random, 600))),
  (line, random) => splice(line, below(random, line.length + 1), 0, TOKENS[below(random, TOKENS.length)] ?? line),
  (line, random, others) => Buffer.concat([line, others[below(random, others.length)] ?? line]),
  (line, random, others) =>
    Buffer.concat([line.subarray(0, below(random, line.length)), others[below(random, others.length)] ?? line]),
  (line, random) => {
    const from = below(random, line.length);
    return splice(line, below(random, line.length + 1), 0, line.subarray(from, from + below(random, 200)));
  },
];

function mutate(line: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let mutated = line;
  for (let times = 1 + below(random, 3); times > 0 && mutated.length > 0; times--) {
    mutated = MUTATIONS[below(random, MUTATIONS.length)]?.(mutated, random, others) ?? mutated;
  }
  return mutated;
}

/** A file of mutated lines: some whole, some harmed, sometimes out of order, sometimes without the last newline. */
export function mutateFile(lines: readonly Buffer[], random: Random): { bytes: Buffer; mutated: number } {
  const count = Math.min(lines.length, 40);
  const from = below(random, lines.length - count + 1);
  const chosen = lines.slice(from, from + count);
  if (random() < 0.2) chosen.sort(() => random() - 0.5);
  const parts: Buffer[] = [];
  let mutated = 0;
  for (const line of chosen) {
    const harmed = random() < 0.75;
    if (harmed) mutated++;
    parts.push(harmed ? mutate(line, random, chosen) : line);
    if (random() > 0.03) parts.push(Buffer.from(random() < 0.05 ? "\r\n" : "\n"));
  }
  return { bytes: Buffer.concat(parts), mutated };
}
