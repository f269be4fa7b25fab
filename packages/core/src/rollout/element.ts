// One value of a session document, gathered over any chunking and given as a record.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { Skimmer } from "../bytes/skim.ts";
import { decodeText, hasLoneSurrogate, isIllFormed } from "../bytes/text.ts";
import { RETAIN } from "./giant.ts";
import { LONGEST } from "./line.ts";
import type { ReadOptions } from "./read.ts";
import type { Source } from "./source.ts";

export type ElementKind = "session" | "item" | "other";

export interface ElementReader {
  open(kind: ElementKind, key: string): void;
  part(bytes: Uint8Array, from: number, to: number): void;
  close(at: Place): void;
}

export function createElementReader(source: Source, options: ReadOptions): ElementReader {
  const longest = options.longest ?? LONGEST[options.long];
  let kind: ElementKind = "item";
  let key = "";
  let gathered = new Uint8Array(4096);
  let size = 0;
  let skimmer: Skimmer | null = null;

  function tell(value: JsonObject, at: Place, abridged: boolean): void {
    if (kind === "item") {
      const type = value["type"];
      source.item(value, at, "document", "response_item", typeof type === "string" ? type : "", false, abridged);
    } else if (kind === "session") source.item(value, at, "document", "header", "", false, abridged);
    else source.item({ [key]: value }, at, "document", "", "", false, abridged);
  }

  function parse(at: Place): void {
    let value: Json;
    const text = decodeText(gathered, 0, size);
    try {
      value = JSON.parse(text) as Json;
    } catch {
      source.damage("torn", at, 0);
      return;
    }
    if (kind === "other") source.item({ [key]: value }, at, "document", "", "", false, false);
    else if (isObject(value)) tell(value, at, false);
    else source.damage("not-an-object", at, 0);
    if (isIllFormed(text, gathered, 0, size)) source.remark("invalid-utf8", at, 1);
    if (hasLoneSurrogate(text)) source.remark("lone-surrogate", at, 1);
  }

  return {
    open(newKind, newKey) {
      kind = newKind;
      key = newKey;
      size = 0;
      skimmer = null;
    },
    part(bytes, from, to) {
      if (skimmer === null && size + to - from > longest) {
        skimmer = new Skimmer({ cut: true, retain: RETAIN }, []);
        if (size > 0) skimmer.push(gathered, 0, size, 0);
      }
      if (skimmer !== null) {
        if (skimmer.state === "open") skimmer.push(bytes, from, to, 0);
        return;
      }
      if (size + to - from > gathered.length) {
        const grown = new Uint8Array(Math.max(size + to - from, gathered.length * 2));
        grown.set(gathered.subarray(0, size));
        gathered = grown;
      }
      gathered.set(bytes.subarray(from, to), size);
      size += to - from;
    },
    close(at) {
      if (skimmer === null) parse(at);
      else if (skimmer.state === "done") {
        tell(skimmer.value, at, skimmer.abridged);
        if (skimmer.replaced) source.remark("invalid-utf8", at, 1);
      } else source.damage("torn", at, 0);
    },
  };
}
