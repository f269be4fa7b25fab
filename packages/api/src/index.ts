// The face of api: what the viewer and its server agree on. Values here are plain data; shapes are types alone.

export { addressOf, type Asked } from "./address.ts";
export type { Answers } from "./answer.ts";
export {
  ACTIONS_TYPE,
  ENDPOINTS,
  EVENTS_TYPE,
  PROBLEM_TYPE,
  type Endpoint,
  type EndpointName,
  type Place,
  type Query,
} from "./endpoint.ts";
export type { Parameter, Parameters, ValueOf, ValuesOf } from "./parameter.ts";
export type { About } from "./shape/about.ts";
export type { ChangedFile, FileAtTurn, FileList, FileSessions, SessionDiff } from "./shape/change.ts";
export type { Disk, DiskContents, DiskHome } from "./shape/disk.ts";
export type { ApiEvent, SessionEvent, SessionsEvent } from "./shape/event.ts";
export type {
  Cut,
  FoundItems,
  ItemDetail,
  ItemEntry,
  ItemPage,
  PartView,
  RawLine,
  RowPage,
  Source,
  View,
} from "./shape/item.ts";
export type { Problem } from "./shape/problem.ts";
export type { Recording } from "./shape/recording.ts";
export type { FacetPage, Relation, Session, SessionFacets, SessionPage, SessionRow, Tokens } from "./shape/session.ts";
export type { SearchHit, SearchPage } from "./shape/search.ts";
export type { Progress, TurnMark, TurnPage } from "./shape/turn.ts";
export type { Deeds, LimitSample, Stats } from "./shape/usage.ts";
