// The OpenAPI document (3.1) of the interface, made of the endpoints and the shapes.

import { Schema } from "effect";
import { ENDPOINTS, PROBLEM_TYPE, type Endpoint } from "./endpoint.ts";
import type { Parameter } from "./parameter.ts";
import { About } from "./shape/about.ts";
import { FileAtTurn, FileList, FileSessions, SessionDiff } from "./shape/change.ts";
import { Disk } from "./shape/disk.ts";
import { ApiEvent } from "./shape/event.ts";
import { FoundItems, ItemDetail, ItemPage, RawLine, RowPage } from "./shape/item.ts";
import { Problem } from "./shape/problem.ts";
import { FacetPage, Session, SessionPage } from "./shape/session.ts";
import { Recording } from "./shape/recording.ts";
import { SearchPage } from "./shape/search.ts";
import { TurnPage } from "./shape/turn.ts";
import { Stats } from "./shape/usage.ts";

type Node = { readonly [key: string]: unknown };

const SHAPES: Readonly<Record<string, Schema.Top>> = {
  About,
  ApiEvent,
  Disk,
  FacetPage,
  FileAtTurn,
  FileList,
  FileSessions,
  FoundItems,
  ItemDetail,
  ItemPage,
  Problem,
  RawLine,
  Recording,
  RowPage,
  SearchPage,
  Session,
  SessionDiff,
  SessionPage,
  Stats,
  TurnPage,
};

export function openApi(): Node {
  const schemas = new Map<string, unknown>();
  for (const [name, shape] of Object.entries(SHAPES)) {
    const { schema, definitions } = Schema.toJsonSchemaDocument(shape);
    for (const [inner, definition] of Object.entries(definitions)) schemas.set(inner, referring(definition));
    if (!schemas.has(name)) schemas.set(name, referring(schema));
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Rollbook's viewer",
      version: "1",
      description:
        "Read-only. Only grows: endpoints, fields and values may be added, none is taken away or changes its meaning.",
    },
    paths: Object.fromEntries(
      Object.entries(ENDPOINTS).map(([name, endpoint]) => [endpoint.path, pathOf(name, endpoint)]),
    ),
    components: {
      schemas: Object.fromEntries([...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      responses: {
        Problem: {
          description: "What is wrong, and what can be done",
          content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "rollbook" } },
    },
    security: [{ session: [] }],
  };
}

/** The contract files of this package, by path from the repository's root. */
export function apiContracts(): Readonly<Record<string, string>> {
  return { "contracts/openapi.json": `${JSON.stringify(openApi(), null, 2)}\n` };
}

function pathOf(name: string, { path, summary, parameters, answer }: Endpoint): Node {
  const segments = [...path.matchAll(/\{(\w+)\}/g)].map(([, segment = ""]) => ({
    name: segment,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const asked = Object.entries(parameters).map(([each, parameter]) => ({
    name: each,
    in: "query",
    description: parameter.summary,
    schema: schemaOf(parameter),
  }));
  const schema = answer.shape === undefined ? { type: "string" } : { $ref: `#/components/schemas/${answer.shape}` };
  return {
    get: {
      operationId: name,
      summary,
      parameters: [...segments, ...asked],
      responses: {
        200: { description: summary, content: { [answer.type]: { schema } } },
        default: { $ref: "#/components/responses/Problem" },
      },
    },
  };
}

function schemaOf(parameter: Parameter): Node {
  switch (parameter.kind) {
    case "text":
      return parameter.many === true ? { type: "array", items: { type: "string" } } : { type: "string" };
    case "count": {
      const { usual, from = 0, to } = parameter;
      const bounds = { minimum: from, ...(to === undefined ? {} : { maximum: to }) };
      return { type: "integer", ...bounds, ...(usual === null ? {} : { default: usual }) };
    }
    case "choice": {
      const { choices, usual } = parameter;
      return { enum: choices, ...(usual === null ? {} : { default: usual }) };
    }
    case "choices":
      return { type: "array", items: { enum: parameter.choices } };
    case "flag":
      return { type: "boolean", default: false };
  }
}

/** What Effect writes of JSON Schema, fitted to the place of the document, and notes on a field set beside it. */
function referring(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(referring);
  if (typeof node !== "object" || node === null) return node;
  const { allOf = [], ...rest } = node as { readonly allOf?: readonly Node[] };
  const notes = allOf.filter((part) => Object.keys(part).join() === "description");
  const conditions = allOf.filter((part) => !notes.includes(part)).map(referring);
  const own = Object.entries(rest).map(([key, value]) => [key, key === "$ref" ? placed(value) : referring(value)]);
  return Object.assign(
    Object.fromEntries(own),
    ...notes,
    conditions.length === 0 ? {} : { allOf: conditions },
  ) as unknown;
}

function placed(reference: unknown): string {
  return String(reference).replace("#/$defs/", "#/components/schemas/");
}
