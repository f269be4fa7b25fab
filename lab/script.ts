// What a scripted model says: turns of items, each with the conditions under which it is its turn.

/** Any JSON object as the Responses API carries it. */
export type Wire = { readonly [key: string]: unknown };

/**
 * An item of an answer. With one of the `$` keys it says what is wanted, and becomes whatever tool call the
 * request at hand offers for it; without, it is sent as it is. Specimens keep scripts in this form (`script.json`).
 *
 * - `$text`: an assistant message · `$think`: a reasoning summary
 * - `$sh`: a shell command (`yield_ms`, `timeout_ms`, `tty` where the tool knows them; other keys become arguments)
 * - `$poll`: characters to write to the last command still running; `""` only waits
 * - `$patch`: an apply_patch envelope · `$fn` with `args`: a function by name · `$js`: source for code mode's `exec`
 * - `$mcp`: a tool whose `namespace.name` matches this expression, with `args`
 * - `$agent`: an item in whose `args` the text `@AGENT` becomes the id of the agent spawned last
 */
export type ScriptItem = Wire;

export interface ScriptTurn {
  readonly items?: readonly ScriptItem[];
  /** How many requests it answers; one if it is not said. */
  readonly times?: number;
  /** Expression over the whole request as JSON. */
  readonly match?: string;
  readonly notMatch?: string;
  /** Expression over the last input item and the turn's metadata. */
  readonly matchLast?: string;
  readonly notMatchLast?: string;
  /** Expression over the messages of the input only, which tells one agent from another. */
  readonly asMsg?: string;
  readonly notAsMsg?: string;
  /** Only when the request offers a tool of this type. */
  readonly ifToolType?: string;
  /** Token usage to report; else it is reckoned from the sizes. */
  readonly usage?: Wire;
  /** Answer with this HTTP status (over WebSocket: with an error event) and this body. */
  readonly status?: number;
  readonly body?: Wire;
  readonly headers?: Readonly<Record<string, string>>;
  /** Send all but the last event and leave the stream open. */
  readonly hang?: boolean;
  /** End the stream after so many events; `cutHard` drops the connection instead. */
  readonly cutAfter?: number;
  readonly cutHard?: boolean;
  /** End with `response.failed` and this error. */
  readonly failed?: Wire;
  /** End with `response.incomplete` for this reason. */
  readonly incomplete?: string;
  readonly end_turn?: boolean;
  readonly delayMs?: number;
  readonly eventDelayMs?: number;
}

export interface Script {
  readonly turns: readonly ScriptTurn[];
  /** For requests no turn is left for. */
  readonly default?: ScriptTurn;
}

/** A request to the model, its input whole (also where the wire carried only what is new). */
export interface ModelRequest extends Wire {
  readonly model?: unknown;
  readonly input?: unknown;
  readonly instructions?: unknown;
  readonly tools?: unknown;
  readonly client_metadata?: unknown;
}

const EXHAUSTED: ScriptTurn = { items: [{ $text: "(the script has ended)" }] };

/** Chooses the turns of one script, first match first, and counts down how often each may still answer. */
export class ScriptReading {
  readonly #script: Script;
  readonly #left: number[];

  constructor(script: Script) {
    this.#script = script;
    this.#left = script.turns.map((turn) => turn.times ?? 1);
  }

  next(request: ModelRequest): ScriptTurn {
    for (const [index, turn] of this.#script.turns.entries()) {
      const left = this.#left[index] ?? 0;
      if (left <= 0 || !answers(turn, request)) continue;
      this.#left[index] = left - 1;
      return turn;
    }
    return this.#script.default ?? EXHAUSTED;
  }
}

/** Whether a turn's conditions hold for a request. */
export function answers(turn: ScriptTurn, request: ModelRequest): boolean {
  const input = Array.isArray(request.input) ? (request.input as unknown[]) : [];
  const whole = (): string => JSON.stringify(request);
  const last = (): string =>
    `${JSON.stringify([input.at(-1) ?? null])} ${turnMetadata(request)}${summaryMark(request)}`;
  const messages = (): string => JSON.stringify(input.filter(isMessage));
  return (
    holds(turn.match, turn.notMatch, whole) &&
    holds(turn.matchLast, turn.notMatchLast, last) &&
    holds(turn.asMsg, turn.notAsMsg, messages) &&
    (turn.ifToolType === undefined || offersType(request, turn.ifToolType))
  );
}

function holds(wanted: string | undefined, unwanted: string | undefined, text: () => string): boolean {
  if (wanted === undefined && unwanted === undefined) return true;
  const subject = text();
  if (wanted !== undefined && !new RegExp(wanted).test(subject)) return false;
  return unwanted === undefined || !new RegExp(unwanted).test(subject);
}

function turnMetadata(request: ModelRequest): string {
  const metadata = request.client_metadata as Wire | undefined;
  const text = metadata?.["x-codex-turn-metadata"];
  return typeof text === "string" ? text : "";
}

/** Versions up to the 0.30s ask for a summary in the instructions; scripts match that as `OLDCOMPACT`. */
function summaryMark(request: ModelRequest): string {
  const head = typeof request.instructions === "string" ? request.instructions.slice(0, 400) : "";
  return /exceeded the maximum number of tokens|summariz(e|ation)/i.test(head) ? " OLDCOMPACT" : "";
}

function isMessage(item: unknown): boolean {
  const { type, role } = (item ?? {}) as Wire;
  return type === "message" || type === "agent_message" || (type === undefined && role !== undefined);
}

function offersType(request: ModelRequest, type: string): boolean {
  return (
    Array.isArray(request.tools) && request.tools.some((tool: unknown) => (tool as Wire | null)?.["type"] === type)
  );
}
