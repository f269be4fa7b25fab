// What sessions are made of: bytes by kind of record, pictures, compactions. Every byte is read.

import { createReader, type Reading } from "rollbook-core";
import { readChunks } from "../chunks.ts";
import { SourceError } from "../error.ts";
import type { ContentsReport, RecordShare } from "./contract.ts";
import { createImageSearch } from "./images.ts";

/** Of more kinds the rest is added up: their names come from files. */
const MOST_KINDS = 500;

/** `read` is told the bytes that were read. Files that cannot be read are left out, or told as far as they can. */
export async function weighContents(
  paths: readonly string[],
  read: (bytes: number) => void | Promise<void> = () => {},
): Promise<ContentsReport> {
  const kinds = new Map<string, { outer: string; inner: string; records: number; bytes: number }>();
  const images = createImageSearch();
  const compactions = { records: 0, bytes: 0 };
  const damaged = { records: 0, bytes: 0 };
  const unread: string[] = [];
  let total = 0;

  const take = (reading: Reading): void => {
    const { length } = reading.at;
    if (reading.kind === "blank") return;
    if (reading.kind === "damage") {
      damaged.records += length > 0 ? 1 : 0;
      damaged.bytes += length;
      return;
    }
    const { outer, inner } = reading;
    const name = `${outer}\n${inner}`;
    const key = kinds.has(name) || kinds.size < MOST_KINDS ? name : "";
    const kind = kinds.get(key) ?? {
      outer: key === "" ? "" : outer,
      inner: key === "" ? "" : inner,
      records: 0,
      bytes: 0,
    };
    kinds.set(key, kind);
    kind.records += 1;
    kind.bytes += length;
    if (outer === "compacted") {
      compactions.records += 1;
      compactions.bytes += length;
    }
  };

  for (const path of paths) {
    const reader = createReader({ long: "cut", pass: () => true }, take);
    try {
      for await (const chunk of readChunks(path)) {
        reader.push(chunk);
        images.push(chunk);
        await read(chunk.length);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      unread.push(path);
    }
    total += reader.end().bytes;
    images.end();
  }
  const records: readonly RecordShare[] = [...kinds.values()].toSorted((a, b) => b.bytes - a.bytes);
  return { bytes: total, records, images: images.sums(), compactions, damaged, unread };
}
