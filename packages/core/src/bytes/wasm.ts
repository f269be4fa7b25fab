// The instructions of WebAssembly that the searches are made of, as bytes; and the parts of a module.

const I32 = 0x7f;
const I64 = 0x7e;
const V128 = 0x7b;
const VOID = 0x40;
export const BLOCK = [0x02, VOID];
export const LOOP = [0x03, VOID];
export const IF = [0x04, VOID];
export const ELSE = [0x05];
export const END = [0x0b];
export const RETURN = [0x0f];
export const LOAD_BYTE = [0x2d, 0, 0];
/** A word that may stand anywhere, `offset` behind the address on the stack. */
export const loadWord = (offset: number): number[] => [0x28, 0, ...size(offset)];
export const storeWord = (offset: number): number[] => [0x36, 2, offset];
export const STORE_BYTE = [0x3a, 0, 0];
export const MUL = [0x6c];
export const ADD = [0x6a];
export const SUB = [0x6b];
export const AND = [0x71];
export const OR = [0x72];
export const EQ = [0x46];
export const NE = [0x47];
export const LT_U = [0x49];
export const LE = [0x4c];
export const GE = [0x4e];
export const EQZ = [0x45];
export const SHL = [0x74];
export const SHR = [0x76];
export const CTZ = [0x68];
export const GT = [0x4a];
export const WRAP = [0xa7];
export const EXTEND = [0xad];
export const L_CTZ = [0x7a];
export const L_EQZ = [0x50];
export const L_SUB = [0x7d];
export const L_AND = [0x83];
export const L_OR = [0x84];
export const L_SHL = [0x86];
const simd = (code: number, ...rest: number[]): number[] => [0xfd, ...size(code), ...rest];
const SPLAT = simd(0x0f);
export const BYTES_EQ = simd(0x23);
export const BYTES_LESS = simd(0x25);
export const BYTES_MIN = simd(0x77);
export const V_AND = simd(0x4e);
export const V_ANDNOT = simd(0x4f);
export const V_XOR = simd(0x51);
export const V_OR = simd(0x50);
export const ANY = simd(0x53);
export const BITMASK = simd(0x64);

function leb(value: number): number[] {
  const out: number[] = [];
  for (;;) {
    const byte = value & 0x7f;
    value >>= 7;
    const done = (value === 0 && (byte & 0x40) === 0) || (value === -1 && (byte & 0x40) !== 0);
    out.push(done ? byte : byte | 0x80);
    if (done) return out;
  }
}

function size(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...size(value >>> 7)];
}

export const get = (local: number): number[] => [0x20, local];
export const set = (local: number): number[] => [0x21, local];
export const tee = (local: number): number[] => [0x22, local];
export const constant = (value: number): number[] => [0x41, ...leb(value)];
export const longConstant = (value: number): number[] => [0x42, ...leb(value)];
export const call = (index: number): number[] => [0x10, index];
export const br = (depth: number): number[] => [0x0c, depth];
export const brIf = (depth: number): number[] => [0x0d, depth];
/** Sixteen bytes at the address on the stack, `offset` further on. */
export const load = (offset: number): number[] => simd(0x00, 0, ...size(offset));
/** As many to it; the address lies below them. */
export const store = (offset: number): number[] => simd(0x0b, 0, ...size(offset));

/** A vector of sixteen times a byte. */
export const splat = (byte: number[], local: number): number[] => [...byte, ...SPLAT, ...set(local)];

/** `first <= byte < first + count`, of the byte on the stack. */
export const between = (first: number, count: number): number[] => [
  ...[...constant(first), ...SUB, ...constant(count), ...LT_U],
];

export function section(id: number, ...entries: number[][]): number[] {
  const body = [...size(entries.length), ...entries.flat()];
  return [id, ...size(body.length), ...body];
}

export function name(text: string): number[] {
  return [...size(text.length), ...[...text].map((letter) => letter.charCodeAt(0))];
}

/** The type of a function of so many integers that answers one. */
export function takes(integers: number): number[] {
  return [0x60, integers, ...Array.from({ length: integers }, () => I32), 1, I32];
}

/** Bytes that stand in the memory from the start. */
export function data(at: number, bytes: readonly number[]): number[] {
  return [0, ...constant(at), ...END, ...size(bytes.length), ...bytes];
}

/** A function with so many locals that are integers, one that is a long, and so many that are vectors. */
export function code(integers: number, vectors: number, body: number[]): number[] {
  const whole = [3, integers, I32, 1, I64, vectors, V128, ...body, ...END];
  return [...size(whole.length), ...whole];
}
