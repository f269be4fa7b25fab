// Records no Codex writes yet, put into healthy files: unknown types at every level, unknown fields and shapes.

import { assemble, healthyParts, type Assembled, type Part } from "./assemble.ts";
import { lineAt, lineWith, ordinalOf, replaceText, takeHealthy, withOrdinal, type HealthyFile } from "./healthy.ts";

export interface FutureCase {
  readonly trait: string;
  readonly done: string;
  readonly reader: string;
  readonly from: readonly string[];
  readonly files: readonly Assembled[];
  /** Names a reader must count as unknown, by the level they stand at. */
  readonly unknown: Readonly<Record<string, number>>;
}

export function futureCases(specimens: string): FutureCase[] {
  const shell = takeHealthy(specimens, "paginated/0.169.0/shell");
  return [...unknownTypes(shell), ...unknownShapes(shell)];
}

/** An unknown record is put in before the first command's item, and the ordinals behind it move on by one. */
function unknownTypes(file: HealthyFile): FutureCase[] {
  const at = lineWith(file, '"CommandExecution"');
  const model = lineAt(file, at);
  const ordinal = ordinalOf(model);
  const insert = (trait: string, level: string, name: string, type: string, payload: unknown): FutureCase => {
    const head = /^\{"timestamp":"[^"]*"/.exec(model.toString("utf8"))?.[0] ?? "{";
    const strange = Buffer.from(
      `${head},"ordinal":${ordinal},"type":${JSON.stringify(type)},"payload":${JSON.stringify(payload)}}`,
    );
    const behind = file.lines.slice(at).map((line) => withOrdinal(line, ordinalOf(line) + 1));
    return {
      trait,
      done: `one record was put in whose ${level.replace("_", " ")} is ${name}`,
      reader: "passes it on as unknown, counts it, and reads everything around it",
      from: [file.specimen],
      files: [assemble(file, healthyParts([...file.lines.slice(0, at), strange, ...behind]))],
      unknown: { [`${level}:${name}`]: 1 },
    };
  };
  const { thread_id, turn_id } = (JSON.parse(model.toString("utf8")) as { payload: Record<string, unknown> }).payload;
  const item = { type: "HologramProjection", id: "holo_1", shape: { sides: 6 } };
  return [
    insert("unknown-outer-type", "outer_type", "dream_journal", "dream_journal", { pages: [1, 2], bound: true }),
    insert("unknown-event", "event", "mood_changed", "event_msg", { type: "mood_changed", turn_id, from: 1, to: 2 }),
    insert("unknown-response-item", "response_item", "telepathy_call", "response_item", {
      type: "telepathy_call",
      call_id: "call_future_1",
      thought: { about: "files" },
    }),
    insert("unknown-turn-item", "turn_item", "HologramProjection", "event_msg", {
      type: "item_completed",
      thread_id,
      turn_id,
      item,
      started_at_ms: 1,
      completed_at_ms: 2,
    }),
  ];
}

const BEYOND_DOUBLES = 9_007_199_254_740_993n;

function unknownShapes(file: HealthyFile): FutureCase[] {
  const first = lineAt(file, 0);
  const rest = file.lines.slice(1);
  const build = (trait: string, done: string, reader: string, parts: readonly Part[]): FutureCase => ({
    trait,
    done,
    reader,
    from: [file.specimen],
    files: [assemble(file, parts)],
    unknown: {},
  });
  const fields = '"payload":{"orbit":{"planet":"third","moons":[1]},"warranty":null,';
  const at = lineWith(file, '"role":"user"');
  const odd = Buffer.from(
    lineAt(file, at)
      .toString("utf8")
      .replace(/(,"metadata":\{.*\})?\}$/, () => ',"metadata":["a list",{"of":"things"}]}'),
  );
  const huge = file.lines.map((line, index) => withOrdinal(line, BEYOND_DOUBLES + BigInt(index)));
  return [
    build(
      "unknown-header-fields",
      "the header has two fields more",
      "reads the header and keeps both",
      healthyParts([replaceText(first, '"payload":{', fields), ...rest]),
    ),
    build(
      "unknown-history-mode",
      "the header's history_mode is `woven`",
      "reads the file by the shape of its records",
      [
        {
          bytes: replaceText(first, '"history_mode":"paginated"', '"history_mode":"woven"'),
          anomaly: { kind: "unknown_history_mode" },
        },
        ...healthyParts(rest),
      ],
    ),
    build(
      "ordinals-beyond-doubles",
      "ordinals begin at 2^53 + 1, where a double cannot tell each from the next",
      "reads every record, and writes each back with the digits it had",
      healthyParts(huge),
    ),
    build(
      "metadata-of-another-shape",
      "the metadata beside one message is a list",
      "reads the message and keeps the list",
      healthyParts(file.lines.with(at, odd)),
    ),
  ];
}
