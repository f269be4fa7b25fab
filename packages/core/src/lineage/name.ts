// What a session file's name says.

export interface RolloutName {
  /** When the file was begun, in the local time of the machine: `2026-11-21T07:20:18`, or only a date (TypeScript CLI). */
  readonly local_time: string;
  readonly thread_id: string;
  /** Differs from the thread id in a segment that a revert began (`…-<thread>_<rollout>.jsonl`, since 0.148). */
  readonly rollout_id: string;
  /** A `.jsonl.zst` (since 0.137). */
  readonly compressed: boolean;
  /** A `.json` document of the TypeScript CLI. */
  readonly document: boolean;
}

const UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const NAME = new RegExp(
  String.raw`^rollout-(\d{4}-\d\d-\d\d)(?:T(\d\d)-(\d\d)-(\d\d))?-(${UUID})(?:_(${UUID}))?\.(jsonl|jsonl\.zst|json)(?:\.recorded)?$`,
);

/** As nearly all are. */
const PLAIN = new RegExp(String.raw`^rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-${UUID}\.jsonl$`);
/** Where in such a name the parts of the time and the id begin. */
const AT = { date: 8, hour: 19, minute: 22, second: 25, id: 28, end: 64 } as const;

/** Null for a name Codex does not write. */
export function parseRolloutName(name: string): RolloutName | null {
  if (PLAIN.test(name)) return plainName(name);
  const found = NAME.exec(name);
  if (found === null) return null;
  const [, date = "", hour, minute, second, thread_id = "", rollout_id = thread_id, extension] = found;
  return {
    local_time: hour === undefined ? date : `${date}T${hour}:${minute}:${second}`,
    thread_id,
    rollout_id,
    compressed: extension === "jsonl.zst",
    document: extension === "json",
  };
}

/** Of thousands of names, each: without an array of what an expression found. */
function plainName(name: string): RolloutName {
  const date = name.slice(AT.date, AT.hour);
  const time = `${name.slice(AT.hour, AT.hour + 2)}:${name.slice(AT.minute, AT.minute + 2)}:${name.slice(AT.second, AT.second + 2)}`;
  const id = name.slice(AT.id, AT.end);
  return { local_time: date + time, thread_id: id, rollout_id: id, compressed: false, document: false };
}

/** The thread id of a name as nearly all are; of any other null, whatever `parseRolloutName` says. */
export function plainThreadId(name: string): string | null {
  return PLAIN.test(name) ? name.slice(AT.id, AT.end) : null;
}

/** Whether a file is looked at when a directory is searched. */
export function isRolloutName(name: string): boolean {
  return /^rollout-.*\.(?:jsonl|jsonl\.zst|json)$/.test(name);
}

/** What a recording of a session calls that session's file: its own name and this, so that Codex takes it for no other. */
export const RECORDED = ".recorded";

/** The name of the session's file, of the name a recording gives it; null where it is none of these. */
export function recordedName(name: string): string | null {
  const plain = name.endsWith(RECORDED) ? name.slice(0, -RECORDED.length) : "";
  return isRolloutName(plain) ? plain : null;
}
