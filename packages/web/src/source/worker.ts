// The worker that reads dropped files: nothing of them goes over a wire.

import { type JsonObject, readRecords } from "rollbook-core";
import { createWordSearch } from "rollbook-core/view";
import { readBytes } from "./bytes.ts";
import type { Whereabouts } from "./contract.ts";
import { pictureBlob, picturesIn } from "./content.ts";
import type { FromWorker, QuestionName, Questions, ToWorker } from "./messages.ts";
import { orderFiles } from "./order.ts";
import { createFileReading, type FileReading, jsonText } from "./reading.ts";
import { storeFile, type Stored } from "./stored.ts";

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
/** The files, in the order of the session. */
let files: readonly Stored[] = [];

scope.addEventListener("message", ({ data }) => {
  if ("open" in data) void open(data.open);
  else {
    const { id } = data;
    answer(data)
      .then((given) => scope.postMessage({ id, answer: given }))
      .catch((error: unknown) => scope.postMessage({ id, failure: String(error) }));
  }
});

async function open(dropped: readonly File[]): Promise<void> {
  const own = createFileReading(dropped.reduce((sum, { size }) => sum + size, 0));
  reading = own;
  const start = performance.now();
  let last = start;
  let first = true;
  const give = (): void => scope.postMessage({ news: own.take() });
  const { parts, gaps } = await orderFiles(await Promise.all(namesApart(dropped)));
  files = parts.map(({ stored }) => stored);
  for (const { stored, file, end, reverted_from } of parts) {
    own.open({ file, size: stored.size, reverted_from });
    let left = end;
    try {
      for await (const chunk of stored.chunks()) {
        own.push(chunk.length <= left ? chunk : chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) break;
        const now = performance.now();
        if (first || now - last > Math.max(BEAT, (now - start) * PART)) {
          give();
          first = false;
          last = performance.now();
        }
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      own.fail(`${stored.name} could not be read to its end: ${why}`);
    }
  }
  own.end(gaps);
  give();
}

/** Files of two directories may have one name. */
function namesApart(dropped: readonly File[]): readonly Promise<Stored>[] {
  const met = new Map<string, number>();
  return dropped.map((file) => {
    const count = (met.get(file.name) ?? 0) + 1;
    met.set(file.name, count);
    return storeFile(file, count === 1 ? file.name : `${file.name} (${count})`);
  });
}

function bytesAt({ file, offset }: Pick<Whereabouts, "file" | "offset">, length: number): Promise<ArrayBuffer> {
  const bytes = files[file]?.bytes() ?? new Blob([]);
  return bytes.slice(offset, offset + length).arrayBuffer();
}

async function answer(
  question: Exclude<ToWorker, { open: readonly File[] }>,
): Promise<Questions[QuestionName]["answer"]> {
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
      const { length } = question.ask;
      return readBytes(new Uint8Array(await bytesAt(question.ask, Math.min(length, MOST_BYTES))));
    }
    case "image":
      return image(own, question.ask.position, question.ask.image);
    case "files":
      return own.files();
    case "state":
      return own.state(question.ask.path, question.ask.turn);
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
  for (const source of item?.sources ?? []) {
    for (const record of readRecords(new Uint8Array(await bytesAt(source, source.length)))) {
      if (record.kind !== "record") continue;
      const found = picturesIn(record.value)[index];
      const made = found === undefined ? null : pictureBlob(found);
      if (made !== null) return made;
    }
  }
  throw new Error("its bytes are no picture");
}
