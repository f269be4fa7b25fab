import type { Facets } from "rollbook-core/facets";
import type { FileState, TouchedFile } from "rollbook-core/replay";
import type { ItemView } from "rollbook-core/view";
import { expect, expectTypeOf, test } from "vitest";
import { addressOf, type ChangedFile, type FileAtTurn, type SessionFacets, type View } from "./index.ts";
import { openApi } from "./openapi.ts";

test("an address has its segments and what is asked", () => {
  expect(addressOf("about", {})).toBe("/api/about");
  expect(addressOf("turns", { session: "a/../b" }, { cursor: null, limit: 20 })).toBe(
    "/api/sessions/a%2F..%2Fb/turns?limit=20",
  );
  expect(addressOf("sessions", {}, { tree: true, project: ["one", "two words"] })).toBe(
    "/api/sessions?tree=true&project=one&project=two%20words",
  );
});

test("the document refers to nothing that is not in it", () => {
  const document = openApi();
  const text = JSON.stringify(document);
  const { schemas } = document["components"] as { readonly schemas: Readonly<Record<string, unknown>> };
  const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
  expect(named).toContain("SessionRow");
  expect(named.filter((name) => schemas[name] === undefined)).toEqual([]);
  expect(text).not.toContain("#/$defs");
});

test("shapes are those of the core", () => {
  expectTypeOf<Facets>().toExtend<SessionFacets>();
  expectTypeOf<SessionFacets>().toExtend<Facets>();
  expectTypeOf<Omit<View, "parts">>().toEqualTypeOf<Omit<ItemView, "parts">>();
  expectTypeOf<Omit<ChangedFile, "index" | "name">>().toEqualTypeOf<TouchedFile>();
  expectTypeOf<Omit<FileState, "reasons">>().toExtend<Omit<FileAtTurn, "turn" | "reasons">>();
});
