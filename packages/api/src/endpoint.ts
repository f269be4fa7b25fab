// The endpoints, as data: paths, parameters, and what is answered. All are asked with GET, and nothing is changed by it.

import type { Parameters, ValuesOf } from "./parameter.ts";
import { SESSION_KINDS } from "./shape/kinds.ts";

/** The version of an action is in its media type: contracts/action/v1.schema.json. */
export const ACTIONS_TYPE = "application/vnd.rollbook.actions.v1+ndjson";
export const PROBLEM_TYPE = "application/problem+json";
export const EVENTS_TYPE = "text/event-stream";

export interface Endpoint {
  /** Words in braces stand for one segment each. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  /** The media type, and with JSON the name of its shape. */
  readonly answer: { readonly type: string; readonly shape?: string };
}

const json = <const Name extends string>(shape: Name) => ({ type: "application/json", shape }) as const;
const text = (summary: string) => ({ kind: "text", summary }) as const;
const texts = (summary: string) => ({ kind: "text", many: true, summary }) as const;
const flag = (summary: string) => ({ kind: "flag", summary }) as const;
const count = (usual: number, summary: string, bounds: { readonly from?: number; readonly to?: number } = {}) =>
  ({ kind: "count", usual, summary, ...bounds }) as const;
const index = (summary: string) => ({ kind: "count", usual: null, summary }) as const;

const cursor = text("the next_cursor of the page before");
const range = {
  first_turn: index("index of the first turn that counts"),
  last_turn: index("index of the last turn that counts"),
} as const;

const filters = {
  since: text("2026-11-21, a time of RFC 3339, or 3d (30m, 12h, 2w) for that long ago"),
  until: text("like since"),
  archived: { kind: "choice", choices: ["with", "only", "without"], usual: "with", summary: "archived sessions" },
  source: { kind: "choices", choices: SESSION_KINDS, summary: "what kind of session" },
  project: texts("the name of its repository or directory"),
  cwd: texts("begun in this directory or below it"),
  repo: texts("owner/name, or the URL of its repository"),
  branch: texts("begun on this branch"),
  provider: texts("of this model provider"),
  originator: texts("of this client"),
  version: texts("begun by this version: 0.160 is every 0.160.x"),
  name: texts("with this in its name"),
  model: texts("used a model that begins so"),
  path: texts("changed this file, or one below it"),
  errors: flag("something in it failed"),
} as const satisfies Parameters;

export const ENDPOINTS = {
  about: { path: "/api/about", summary: "The server itself", parameters: {}, answer: json("About") },
  sessions: {
    path: "/api/sessions",
    summary: "Sessions of the homes, newest first: the questions of `rollbook list`",
    parameters: {
      detail: {
        kind: "choice",
        choices: ["head", "full"],
        usual: "head",
        summary: "head: what names and heads tell, at once; full: with facets, at most 200 at a time",
      },
      sort: {
        kind: "choice",
        choices: ["created", "updated", "size", "cost"],
        usual: "created",
        summary: "the newest, largest or dearest first; for the cost all are read, once",
      },
      tree: flag("subagents and forks under their parents; a page is then of so many parents"),
      limit: count(50, "sessions on the page", { from: 1, to: 10_000 }),
      cursor,
      scan_cap: count(10_000, "files that are read at most", { from: 1 }),
      session: texts("only those of these keys, at most 200"),
      ...filters,
    },
    answer: json("SessionPage"),
  },
  facets: {
    path: "/api/facets",
    summary: "What reading some sessions tells, such as those in sight",
    parameters: { session: texts("keys, at most 100") },
    answer: json("FacetPage"),
  },
  session: {
    path: "/api/sessions/{session}",
    summary: "A session by its head, and what belongs to it",
    parameters: {},
    answer: json("Session"),
  },
  turns: {
    path: "/api/sessions/{session}/turns",
    summary: "Turns with marks, in order; of a large session as far as it has been read",
    parameters: {
      cursor,
      limit: count(1000, "turns on the page", { from: 1, to: 10_000 }),
    },
    answer: json("TurnPage"),
  },
  rows: {
    path: "/api/sessions/{session}/rows",
    summary: "All items without their texts, in order; of a large session as far as it has been read",
    parameters: {
      cursor,
      limit: count(2000, "rows on the page", { from: 1, to: 5000 }),
    },
    answer: json("RowPage"),
  },
  items: {
    path: "/api/sessions/{session}/items",
    summary: "What happened, in order or backwards; of one turn or of all",
    parameters: {
      turn: index("index of the turn"),
      from: index("begin with the item of this position"),
      position: texts("only the items of these positions, at most 200"),
      direction: { kind: "choice", choices: ["asc", "desc"], usual: "asc", summary: "desc: the last first" },
      limit: count(100, "items on the page", { from: 1, to: 500 }),
      cursor,
    },
    answer: json("ItemPage"),
  },
  find: {
    path: "/api/sessions/{session}/find",
    summary: "Which of its items say something, as far as it has been read",
    parameters: { q: text('words that must all be there, capital letters or not; "a phrase" as it stands') },
    answer: json("FoundItems"),
  },
  item: {
    path: "/api/sessions/{session}/items/{position}",
    summary: "One item with its content",
    parameters: {},
    answer: json("ItemDetail"),
  },
  part: {
    path: "/api/sessions/{session}/items/{position}/parts/{part}",
    summary: "The whole text of a part, by its place in the view",
    parameters: {},
    answer: { type: "text/plain" },
  },
  image: {
    path: "/api/sessions/{session}/items/{position}/images/{image}",
    summary: "A picture of an item, where it is a PNG, JPEG, GIF or WebP",
    parameters: {},
    answer: { type: "image/*" },
  },
  lines: {
    path: "/api/sessions/{session}/lines",
    summary: "Bytes of the session's files, as a source names them; at most a megabyte at a time",
    parameters: {
      file: count(0, "index in the session's chain"),
      offset: count(0, "byte of the uncompressed file"),
      length: count(0, "how many"),
    },
    answer: json("RawLine"),
  },
  actions: {
    path: "/api/sessions/{session}/actions",
    summary: "The session's actions, one JSON object a line, as `rollbook actions` tells them",
    parameters: {},
    answer: { type: ACTIONS_TYPE },
  },
  files: {
    path: "/api/sessions/{session}/files",
    summary: "The files it changed, as far as patches tell",
    parameters: range,
    answer: json("FileList"),
  },
  diff: {
    path: "/api/sessions/{session}/diff",
    summary: "What became of its files, and change by change",
    parameters: { ...range, file: texts("indices of changed files; all of them if none is given") },
    answer: json("SessionDiff"),
  },
  patch: {
    path: "/api/sessions/{session}/diff.patch",
    summary: "The same as a patch: only what git apply can apply",
    parameters: { ...range, file: texts("indices of changed files; all of them if none is given") },
    answer: { type: "text/x-diff" },
  },
  state: {
    path: "/api/sessions/{session}/files/{file}/state",
    summary: "A changed file as it was after a turn",
    parameters: { turn: index("index of the turn; the last one if none is given") },
    answer: json("FileAtTurn"),
  },
  share: {
    path: "/api/sessions/{session}/share",
    summary: "The session as one page for others, without secrets, as `rollbook share` writes it; a file to be kept",
    parameters: { ...range, full: flag("all of every text and picture, however long") },
    answer: { type: "text/html" },
  },
  touching: {
    path: "/api/sessions/{session}/files/{file}/sessions",
    summary: "The sessions that changed this file, the newest first, as far as they are in an index",
    parameters: {},
    answer: json("FileSessions"),
  },
  recording: {
    path: "/api/sessions/{session}/recording",
    summary: "What a recording of it tells: requests to the model, what had to be approved, and when calls ran",
    parameters: { whole: flag("also what each request held that the one before did not: large bodies are read") },
    answer: json("Recording"),
  },
  search: {
    path: "/api/search",
    summary: "What was said and done, in all sessions: the queries of `rollbook search`",
    parameters: {
      q: text("words, phrases, fields: docs/search.md"),
      order: { kind: "choice", choices: ["best", "newest"], usual: "best", summary: "what comes first" },
      limit: count(20, "hits", { from: 1, to: 100 }),
      per_session: index("hits of one session at most"),
    },
    answer: json("SearchPage"),
  },
  stats: {
    path: "/api/stats",
    summary: "What sessions spent and what that costs: the questions of `rollbook stats`",
    parameters: {
      by: {
        kind: "choice",
        choices: ["day", "week", "month", "model", "project", "session"],
        usual: "day",
        summary: "what is added up",
      },
      since: text("the first day, 2026-11-21"),
      until: text("the last day"),
      timezone: text("whose days they are; that of the server if none is given"),
      session: texts("only of these keys"),
      work: flag("also what was done, tool by tool, and how rate limits stood: sessions are read whole"),
    },
    answer: json("Stats"),
  },
  disk: {
    path: "/api/disk",
    summary: "What takes the space in the homes: as `rollbook home` tells it",
    parameters: { contents: flag("also what sessions are made of: every session is read") },
    answer: json("Disk"),
  },
  events: {
    path: "/api/events",
    summary: "Server-sent events: sessions that come, go, or are written to",
    parameters: { session: texts("keys of sessions whose growth is told at once") },
    answer: { type: EVENTS_TYPE, shape: "ApiEvent" },
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof ENDPOINTS;

/** What a server has of the parameters after reading a request. */
export type Query<Name extends EndpointName> = ValuesOf<(typeof ENDPOINTS)[Name]["parameters"]>;

type Segments<Path extends string> = Path extends `${string}{${infer Segment}}${infer Rest}`
  ? Segment | Segments<Rest>
  : never;

/** The words in braces of an endpoint's path. */
export type Place<Name extends EndpointName> = Readonly<Record<Segments<(typeof ENDPOINTS)[Name]["path"]>, string>>;
