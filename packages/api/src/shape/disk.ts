// What takes the disk: contracts/home.schema.json, as far as it tells of space.

import { Schema } from "effect";
import { count, described, shape, text, textOrNull, texts } from "./words.ts";

const amount = shape("Amount", { files: count, bytes: count });
const share = { sessions: count, bytes: described(count, "of all their files, copies included") };
const records = { records: count, bytes: count };

export type DiskContents = typeof DiskContents.Type;
/** What sessions are made of, uncompressed. */
export const DiskContents = shape("DiskContents", {
  bytes: count,
  records: described(
    Schema.Array(shape("RecordShare", { outer: text, inner: text, ...records })),
    "by the types of their records, the largest share first",
  ),
  images: shape("ImageSums", {
    count: count,
    bytes: count,
    different: count,
    repeated_bytes: described(count, "what would be saved if each were kept once"),
  }),
  compactions: described(shape("CompactionSums", records), "records that hold the history anew"),
  damaged: shape("DamageSums", records),
  unread: texts,
});

export type DiskHome = typeof DiskHome.Type;
export const DiskHome = shape("DiskHome", {
  home: text,
  total: amount,
  kinds: described(Schema.Record(text, amount), "each file counted once"),
  sessions: count,
  largest: Schema.Array(
    shape("LargeSession", {
      key: described(textOrNull, "null where it is in no list"),
      id: textOrNull,
      name: textOrNull,
      started_at: textOrNull,
      cwd: textOrNull,
      path: text,
      bytes: count,
    }),
  ),
  projects: Schema.Array(
    shape("ProjectShare", { cwd: textOrNull, repository: textOrNull, ...share, last: textOrNull }),
  ),
  months: Schema.Array(shape("MonthShare", { month: described(text, "2026-11, or unknown"), ...share })),
  duplicates: described(
    Schema.Array(shape("Duplicate", { paths: texts, bytes: described(count, "what all but the first take") })),
    "rollouts that lie there more than once",
  ),
  problems: texts,
  contents: described(Schema.NullOr(DiskContents), "null where it was not asked for"),
});

export type Disk = typeof Disk.Type;
export const Disk = shape("Disk", { homes: Schema.Array(DiskHome) });
