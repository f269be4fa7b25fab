// What the client was answered by two servers, compared field by field: each rule for a difference says why.

import type { Json, JsonObject } from "rollbook-core";
import { THREAD_EXCEPTIONS } from "../../packages/core/src/protocol/thread-exceptions.table.ts";

type Refusal = { readonly code: number; readonly message: string };
type Answer = JsonObject | readonly JsonObject[] | Refusal;

/** What the client writes down. */
export interface ClientReport {
  readonly early: Refusal;
  readonly listed: { readonly live: readonly JsonObject[]; readonly archived: readonly JsonObject[] };
  readonly read: Readonly<Record<string, Readonly<Record<"read" | "turns" | "items" | "timeline" | "goal", Answer>>>>;
  readonly nowhere: Refusal;
  readonly wrong: Refusal;
  readonly loaded: JsonObject;
  readonly answers: readonly { readonly method: string; readonly result: Json }[];
}

/** Every difference that no rule covers, in a sentence. */
export function compareAnswers(ours: ClientReport, theirs: ClientReport): string[] {
  const wrong: string[] = [];
  const tell = (where: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) wrong.push(`${where}: ${shorten(a)} is ${shorten(b)}`);
  };
  for (const part of ["early", "nowhere", "wrong", "loaded"] as const) tell(part, ours[part], theirs[part]);
  for (const part of ["live", "archived"] as const) {
    tell(`${part} ids`, idsOf(ours.listed[part]), idsOf(theirs.listed[part]));
    for (const [index, thread] of theirs.listed[part].entries()) {
      wrong.push(...compareThreads(`${part} ${index}`, ours.listed[part][index] ?? {}, thread));
    }
  }
  for (const [id, answer] of Object.entries(theirs.read))
    wrong.push(...compareReadings(id, ours.read[id] ?? {}, answer));
  return wrong;
}

function idsOf(threads: readonly JsonObject[]): readonly Json[] {
  return threads.map(({ id }) => id ?? null);
}

function compareThreads(where: string, ours: JsonObject, theirs: JsonObject): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((field) => {
    const difference = { field, ours: ours[field], theirs: theirs[field] };
    if (field === "turns" || JSON.stringify(ours[field]) === JSON.stringify(theirs[field])) return [];
    const covered = THREAD_EXCEPTIONS.some((rule) => rule.field === field && rule.covers(difference, theirs));
    return covered ? [] : [`${where} ${field}: ${shorten(ours[field])} is ${shorten(theirs[field])}`];
  });
}

function compareReadings(
  id: string,
  ours: Readonly<Record<string, Answer>>,
  theirs: Readonly<Record<string, Answer>>,
): string[] {
  const [a, b] = [threadIn(ours["read"]), threadIn(theirs["read"])];
  const known = idsWithin(b);
  return [
    ...compareThreads(`${id} read`, a, b),
    ...differ(`${id} turns read`, shown(a["turns"], known), shown(b["turns"], known)),
    ...Object.entries(theirs).flatMap(([part, answer]) => {
      // Codex has no items and no timeline of legacy threads, and of archived ones neither a timeline nor a goal.
      if (part === "read" || "code" in answer) return [];
      return differ(`${id} ${part}`, shown(ours[part], known), shown(answer, known));
    }),
  ];
}

function threadIn(answer: Answer | undefined): JsonObject {
  return ((answer as JsonObject | undefined)?.["thread"] ?? {}) as JsonObject;
}

/** Without items that Codex's own reader does not show at all: see docs/threads.md. */
function shown(value: Json | undefined, known: ReadonlySet<string>): Json {
  if (!Array.isArray(value)) return value ?? null;
  return (value as readonly JsonObject[])
    .filter(({ item }) => item === undefined || known.has((item as { readonly id: string }).id))
    .map((entry) => {
      const items = entry["items"] as readonly JsonObject[] | undefined;
      return items === undefined ? entry : { ...entry, items: items.filter(({ id }) => known.has(id as string)) };
    });
}

function idsWithin(value: Json): ReadonlySet<string> {
  return new Set([...JSON.stringify(value).matchAll(/"id":"([^"]+)"/g)].map(([, id = ""]) => id));
}

/** These Codex has not always noted, where the files tell. */
const UNTOLD: ReadonlySet<string> = new Set(["rootTurnId", "startedAt"]);

function differ(path: string, ours: Json | undefined, theirs: Json | undefined): string[] {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
  const key = path.slice(path.lastIndexOf(".") + 1);
  if (theirs === null && UNTOLD.has(key)) return [];
  if (isNode(ours) && isNode(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    return keys.flatMap((each) => differ(`${path}.${each}`, ours[each], theirs[each]));
  }
  return [`${path}: ${shorten(ours)} is ${shorten(theirs)}`];
}

function isNode(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function shorten(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? "nothing";
}
