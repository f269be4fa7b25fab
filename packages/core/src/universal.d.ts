// What every run time has (browsers, Node, Bun, workers) and the ES library does not declare.

interface TextDecoderLike {
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const TextDecoder: new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => TextDecoderLike;
declare const TextEncoder: new () => { encode(input?: string): Uint8Array };
declare function atob(base64: string): string;
