// One body on its way into a record: decoded, hashed, its secrets hidden, what it says of itself noted.

import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { Body } from "rollbook-core/recording";
import type { Secrets } from "../../secrets/index.ts";
import type { Side } from "../messages.ts";
import { createDecoder } from "./decode.ts";
import { hashFile, Keeper } from "./keep.ts";
import { MetadataFinder } from "./metadata.ts";

export interface FinishedBody {
  readonly body: Body;
  /** The file that `body.file` will name, and where it is now. */
  readonly blob: { readonly sha256: string; readonly path: string } | null;
  readonly trouble: string | null;
}

const HEAD = 4096;

/** Takes a body piece by piece. */
export class BodyWriter {
  readonly #encoding: string | null;
  readonly #keeper: Keeper;
  /** The body as it came, for when it cannot be decoded. */
  readonly #raw: Keeper | null;
  readonly #decoder;
  readonly #hash = createHash("sha256");
  readonly #rawHash = createHash("sha256");
  readonly #metadata: MetadataFinder | null;
  #bytes = 0;
  #wire = 0;
  #head = "";

  /** Only what Codex sends is looked through for metadata. */
  constructor(spool: string, secrets: Secrets, encoding: string | null, side: Side) {
    this.#encoding = encoding;
    this.#metadata = side === "client" ? new MetadataFinder() : null;
    this.#keeper = new Keeper(spool, secrets);
    this.#decoder = createDecoder(encoding, (bytes) => this.#take(bytes));
    this.#raw = this.#decoder === null ? null : new Keeper(spool, secrets);
  }

  /** The metadata that stands in it, as JSON. */
  get metadata(): string | null {
    return this.#metadata?.found ?? null;
  }

  /** The first 4 kB, decoded. */
  get head(): string {
    return this.#head;
  }

  /** When it returns, or the promise is settled, the bytes are used. */
  write(bytes: Uint8Array): Promise<void> | null {
    this.#wire += bytes.length;
    if (this.#decoder === null) {
      this.#take(bytes);
      return null;
    }
    this.#rawHash.update(bytes);
    this.#raw?.write(bytes);
    return this.#decoder.write(bytes);
  }

  /** `lost` bytes of it never came here. */
  async end(lost: number): Promise<FinishedBody> {
    const wrong = (await this.#decoder?.end()) ?? null;
    const raw = wrong !== null && this.#raw !== null;
    (raw ? this.#keeper : this.#raw)?.discard();
    const sha256 = (raw ? this.#rawHash : this.#hash).digest("hex");
    const about = {
      bytes: raw ? this.#wire : this.#bytes,
      wire_bytes: this.#wire + lost,
      sha256: lost > 0 ? null : sha256,
      encoding: raw || this.#decoder === null ? null : this.#encoding,
      lost,
      ...(raw && { undecoded: wrong }),
    };
    try {
      const kept = (raw ? this.#raw : this.#keeper).end();
      const { hidden, bytes, path } = kept;
      if (bytes !== null) {
        const content = isUtf8(bytes) ? { text: bytes.toString("utf8") } : { base64: bytes.toString("base64") };
        return { body: { ...about, ...content, hidden }, blob: null, trouble: null };
      }
      if (path === null) throw new Error("the body is nowhere");
      const blob = { path, sha256: hidden > 0 ? hashFile(path) : sha256 };
      return { body: { ...about, file: `blobs/${blob.sha256}`, hidden }, blob, trouble: null };
    } catch (error) {
      const body = { ...about, hidden: 0, lost: this.#wire + lost, sha256: null };
      return { body, blob: null, trouble: `a body of ${about.wire_bytes} bytes was not kept: ${messageOf(error)}` };
    }
  }

  #take(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    if (this.#head.length < HEAD) this.#head += Buffer.from(bytes.subarray(0, HEAD)).toString("utf8");
    this.#metadata?.push(bytes);
    this.#keeper.write(bytes);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
