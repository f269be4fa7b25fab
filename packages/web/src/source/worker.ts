// The worker that reads a dropped file: nothing of it goes over a wire.

import { Decompress } from "fzstd";
import { type JsonObject, readRecords } from "rollbook-core";
import { createWordSearch } from "rollbook-core/view";
import { readBytes } from "./bytes.ts";
import { pictureBlob, picturesIn } from "./content.ts";
import type { FromWorker, QuestionName, Questions, ToWorker } from "./messages.ts";
import { createFileReading, type FileReading, jsonText } from "./reading.ts";

/** Bytes of lines that are shown at once. */
const MOST_BYTES = 1 << 20;
/** News travel to the page this often at first, in milliseconds; later each after a part of the time since the start. */
const BEAT = 60;
const PART = 0.3;

const scope = globalThis as unknown as {
  addEventListener: (type: "message", listener: (event: MessageEvent<ToWorker>) => void) => void;
  postMessage: (message: FromWorker) => void;
};

let reading: FileReading | null = null;
/** The bytes of the file as its lines stand in it: unpacked where it is compressed. */
let unpacked: Blob = new Blob([]);

scope.addEventListener("message", ({ data }) => {
  if ("open" in data) void open(data.open);
  else {
    const { id } = data;
    answer(data)
      .then((given) => scope.postMessage({ id, answer: given }))
      .catch((error: unknown) => scope.postMessage({ id, failure: String(error) }));
  }
});

async function open(file: File): Promise<void> {
  const own = createFileReading(file.name, file.size);
  reading = own;
  const start = performance.now();
  let last = start;
  let first = true;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const give = (): void => scope.postMessage({ news: own.take() });
  const push = (chunk: Uint8Array): void => own.push(chunk);
  try {
    const packed = file.name.endsWith(".zst");
    const unpack = packed
      ? new Decompress((chunk) => {
          pieces.push(chunk.slice());
          push(chunk);
        })
      : null;
    const stream = file.stream().getReader();
    for (;;) {
      const { done, value } = await stream.read();
      if (done) break;
      if (unpack === null) push(value);
      else unpack.push(value);
      const now = performance.now();
      if (first || now - last > Math.max(BEAT, (now - start) * PART)) {
        give();
        first = false;
        last = performance.now();
      }
    }
    unpack?.push(new Uint8Array(0), true);
    unpacked = packed ? new Blob(pieces) : file;
  } catch (error) {
    unpacked = pieces.length > 0 ? new Blob(pieces) : file;
    own.fail(`The file could not be read to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  own.end();
  give();
}

async function answer(question: Exclude<ToWorker, { open: File }>): Promise<Questions[QuestionName]["answer"]> {
  if (reading === null) throw new Error("no file is open");
  const own = reading;
  switch (question.name) {
    case "entries":
      return question.ask.flatMap((position) => own.entry(position) ?? []);
    case "part":
      return partText(own, question.ask.position, question.ask.part);
    case "json": {
      const item = own.item(question.ask);
      return item === null ? "" : jsonText(item);
    }
    case "bytes": {
      const { offset, length } = question.ask;
      const end = offset + Math.min(length, MOST_BYTES);
      return readBytes(new Uint8Array(await unpacked.slice(offset, end).arrayBuffer()));
    }
    case "image":
      return image(own, question.ask.position, question.ask.image);
    case "files":
      return own.files();
    case "search": {
      const matches = createWordSearch(question.ask);
      return Array.from({ length: own.count() }, (_, position) => position).filter((position) => {
        const view = own.view(position);
        return view !== null && matches(view);
      });
    }
  }
}

function partText(own: FileReading, position: number, part: number): string {
  const found = own.view(position)?.parts[part];
  if (found === undefined || found.type === "steps") return "";
  return found.type === "diff" ? found.file.lines.join("\n") : found.text;
}

/** A picture of an item; where its bytes were too many to hold, out of the lines themselves. */
async function image(own: FileReading, position: number, index: number): Promise<Blob> {
  const item = own.item(position);
  const held = picturesIn(item?.content as unknown as JsonObject)[index];
  const blob = held === undefined ? null : pictureBlob(held);
  if (blob !== null) return blob;
  for (const { offset, length } of item?.sources ?? []) {
    const bytes = new Uint8Array(await unpacked.slice(offset, offset + length).arrayBuffer());
    for (const record of readRecords(bytes)) {
      if (record.kind !== "record") continue;
      const found = picturesIn(record.value)[index];
      const made = found === undefined ? null : pictureBlob(found);
      if (made !== null) return made;
    }
  }
  throw new Error("its bytes are no picture");
}
