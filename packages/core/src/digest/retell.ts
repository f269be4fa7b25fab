// The texts of a passage once more, from the lines of its places alone.

import type { ActionRecord } from "../action/contract.ts";
import type { Facts } from "../action/facts.ts";
import { watchActions } from "../action/stream.ts";
import { payloadOf } from "../lineage/field.ts";
import { readRecords } from "../rollout/read.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { PassageTexts } from "./contract.ts";
import { kindOf, openAction, returnedText, tellDeed, type Deed } from "./deeds.ts";
import { sayingOf } from "./saying.ts";
import { withoutBlobs } from "./blob.ts";

const NONE: PassageTexts = { said: "", command: "", output: "", path: "" };

/**
 * The texts of a passage, from the bytes at its places, in their order. `longest` is that of the reader by which the
 * passage was found. Total: of lines that are no passage's, the texts are empty.
 */
export function retellPassage(lines: readonly Uint8Array[], longest?: number): PassageTexts {
  const options = longest === undefined ? {} : { longest };
  const records = lines.flatMap((line) =>
    readRecords(asFile(line), options).filter((reading) => reading.kind === "record"),
  );
  const [only] = records;
  const saying = records.length === 1 && only !== undefined ? sayingOf(only, payloadOf(only.value)) : null;
  if (saying !== null) return { ...NONE, said: withoutBlobs(saying.said), path: saying.path };
  return retellDeed(records);
}

const LF = 10;
const ITEMS = [new TextEncoder().encode('{"items":['), new TextEncoder().encode("]}")] as const;

/** An item of a document is laid out over several lines. Another line is read with its end: what might go on is copied. */
function asFile(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(LF)) {
    const line = new Uint8Array(bytes.length + 1);
    line.set(bytes);
    line[bytes.length] = LF;
    return line;
  }
  const [before, behind] = ITEMS;
  const file = new Uint8Array(before.length + bytes.length + behind.length);
  file.set(before);
  file.set(bytes, before.length);
  file.set(behind, before.length + bytes.length);
  return file;
}

function retellDeed(records: readonly RecordReading[]): PassageTexts {
  let told: Deed | null = null;
  const options = { file: "", withCopied: true, include: new Set<never>() };
  const tell = (action: ActionRecord, facts: Facts): void => {
    if (kindOf(action) !== null) told = tellDeed(action, facts, action.evidence);
  };
  const stream = watchActions(options, () => {}, {
    given(action, facts) {
      tell(action, facts);
      return 0;
    },
    amended(_, action, _before, facts, evidence) {
      const { texts, ...more } = tellDeed(action, facts, evidence);
      const before = told?.texts ?? NONE;
      told = { ...more, texts: { ...texts, said: texts.said || before.said, output: texts.output || before.output } };
    },
  });
  records.forEach((record, index) => stream.read({ ...record, at: { offset: index, length: 1, number: index + 1 } }));
  if (told === null) {
    const entry = stream.pending().at(-1);
    if (entry !== undefined) tell(openAction(entry), entry.facts);
  }
  const deed = told as Deed | null;
  if (deed === null) return NONE;
  return deed.spread ? { ...deed.texts, output: outputsOf(records) } : deed.texts;
}

/** What came back in several records, in their order. */
function outputsOf(records: readonly RecordReading[]): string {
  return records
    .filter(({ inner }) => inner === "function_call_output" || inner === "custom_tool_call_output")
    .map(({ value }) => returnedText(payloadOf(value)["output"]))
    .filter((printed) => printed !== "")
    .join("\n");
}
