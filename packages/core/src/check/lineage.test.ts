import { expect, test } from "vitest";
import { NO_HEADER, type Base } from "../lineage/header.ts";
import type { Kept, Stem } from "../lineage/stem.ts";
import { relateFiles } from "./lineage.ts";

const kept = (rollout_id: string, home = "/h", rest: Partial<Kept> = {}): Kept => ({
  path: `${home}/${rollout_id}`,
  name: { local_time: "", thread_id: rollout_id, rollout_id, compressed: false, document: false },
  home,
  archived: false,
  compressed: false,
  size: 1,
  mtime_ms: 0,
  ...rest,
});
const stem = (from: Kept, base: Base | null = null): Stem => ({
  ...from,
  at: null,
  header: { ...NO_HEADER, base },
  era: null,
  mark: null,
  prints: null,
});
const base = (rollout_id: string): Base => ({ rollout_id, end_ordinal: 5, end_offset: 100 });

test("a base is found in its own home first, archived and compressed too", () => {
  const child = stem(kept("c"), base("B"));
  const own = stem(kept("b", "/h", { archived: true, compressed: true }));
  const strange = stem(kept("b", "/other"));
  const { findings, cuts } = relateFiles([child, strange, own]);
  expect(findings).toEqual([]);
  expect([...cuts]).toEqual([["/h/b", [{ by: "/h/c", end_ordinal: 5, end_offset: 100 }]]]);
  expect(relateFiles([child, strange]).findings).toMatchObject([{ kind: "base-missing", file: "/h/c" }]);
  expect([...relateFiles([child, stem(kept("b", ""))]).cuts.keys()]).toEqual(["/b"]);
  expect([...relateFiles([stem(kept("c", ""), base("b")), strange]).cuts.keys()]).toEqual(["/other/b"]);
  expect(relateFiles([child], [kept("b")]).findings).toEqual([]);
});

test("a base that is nowhere is missing", () => {
  expect(relateFiles([stem(kept("c"), base("b"))]).findings).toMatchObject([
    { kind: "base-missing", severity: "warning", file: "/h/c" },
  ]);
});

test("of doubles each tells of the one that counts", () => {
  const live = kept("a");
  const archived = kept("a", "/h", { path: "/h/archived", archived: true });
  expect(relateFiles([stem(archived), stem(live)]).findings).toMatchObject([
    { kind: "duplicate-rollout", file: "/h/archived", other: "/h/a" },
  ]);
  const packed = kept("a", "/h", { path: "/h/a.zst", compressed: true });
  expect(relateFiles([stem(live)], [packed]).findings).toMatchObject([{ file: "/h/a", other: "/h/a.zst" }]);
  expect(relateFiles([stem(live), stem(kept("a", "/other"))]).findings).toEqual([]);
  const loose = kept("a", "", { path: "/backup/a" });
  expect(relateFiles([stem(kept("a", "")), stem(loose)]).findings).toEqual([]);
});
