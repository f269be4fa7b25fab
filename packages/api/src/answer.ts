// What each endpoint that answers JSON answers, as types.

import type { About } from "./shape/about.ts";
import type { FileAtTurn, FileList, FileSessions, SessionDiff } from "./shape/change.ts";
import type { FoundItems, ItemDetail, ItemPage, RawLine, RowPage } from "./shape/item.ts";
import type { Disk } from "./shape/disk.ts";
import type { Recording } from "./shape/recording.ts";
import type { SearchPage } from "./shape/search.ts";
import type { FacetPage, Session, SessionPage } from "./shape/session.ts";
import type { TurnPage } from "./shape/turn.ts";
import type { Stats } from "./shape/usage.ts";

export interface Answers {
  readonly about: About;
  readonly sessions: SessionPage;
  readonly facets: FacetPage;
  readonly session: Session;
  readonly turns: TurnPage;
  readonly rows: RowPage;
  readonly items: ItemPage;
  readonly find: FoundItems;
  readonly item: ItemDetail;
  readonly lines: RawLine;
  readonly files: FileList;
  readonly diff: SessionDiff;
  readonly state: FileAtTurn;
  readonly touching: FileSessions;
  readonly recording: Recording;
  readonly search: SearchPage;
  readonly stats: Stats;
  readonly disk: Disk;
}
