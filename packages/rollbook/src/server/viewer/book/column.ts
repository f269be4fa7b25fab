// A number for each of many things, in typed arrays: a few bytes each, and nothing for the collector to look at.

export interface Column {
  /** 0 where none was set. */
  readonly get: (index: number) => number;
  readonly set: (index: number, value: number) => void;
}

/** Numbers in one array: a list that grows is never copied, and the room it does not need yet is little. */
const MOST = 1 << 13;
const FIRST = 1 << 6;

/** `Store`: how large the numbers may become. */
export function createColumn(Store: Float64ArrayConstructor | Uint32ArrayConstructor | Uint8ArrayConstructor): Column {
  const arrays: (Float64Array | Uint32Array | Uint8Array)[] = [];

  /** One that has this index. */
  function arrayFor(number: number, index: number): Float64Array | Uint32Array | Uint8Array {
    const array = arrays[number];
    if (array !== undefined && index < array.length) return array;
    let size = FIRST;
    while (size <= index) size *= 2;
    const larger = new Store(number === 0 ? size : MOST);
    if (array !== undefined) larger.set(array);
    return (arrays[number] = larger);
  }

  return {
    get: (index) => arrays[Math.floor(index / MOST)]?.[index % MOST] ?? 0,
    set(index, value) {
      arrayFor(Math.floor(index / MOST), index % MOST)[index % MOST] = value;
    },
  };
}
