// The endpoint a path means, and what its query asks, held against the declarations.

import { ENDPOINTS, type EndpointName, type Parameter } from "rollbook-api";
import { HttpFailure } from "./failure.ts";

export interface Route {
  readonly name: EndpointName;
  /** The words that stand where the path has braces. */
  readonly place: Readonly<Record<string, string>>;
}

const ROUTES = Object.entries(ENDPOINTS).map(([name, { path }]) => ({
  name: name as EndpointName,
  segments: path.split("/"),
}));

/** Null where there is no such endpoint. */
export function findRoute(path: string): Route | null {
  const given = path.split("/").map(decodeURIComponent);
  for (const { name, segments } of ROUTES) {
    if (segments.length !== given.length) continue;
    const place: Record<string, string> = {};
    const fits = segments.every((segment, index) => {
      const word = given[index] ?? "";
      const named = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (named === undefined) return segment === word;
      place[named] = word;
      return word !== "";
    });
    if (fits) return { name, place };
  }
  return null;
}

/** What is asked, with the usual values where nothing is. Throws for what the endpoint does not know or take. */
export function readQuery(name: EndpointName, query: string): Readonly<Record<string, unknown>> {
  const given = new URLSearchParams(query);
  const parameters: Readonly<Record<string, Parameter>> = ENDPOINTS[name].parameters;
  const unknown = [...given.keys()].find((key) => !Object.hasOwn(parameters, key));
  if (unknown !== undefined) {
    const known = Object.keys(parameters).join(", ");
    throw new HttpFailure("bad_request", `there is no parameter ${JSON.stringify(unknown)}; there are: ${known}`);
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => [key, valueOf(key, parameter, given.getAll(key))]),
  );
}

function valueOf(key: string, parameter: Parameter, given: readonly string[]): unknown {
  const wrong = (wants: string): HttpFailure =>
    new HttpFailure("bad_request", `${key} needs ${wants}, not ${JSON.stringify(given.at(-1))}`);
  const last = given.at(-1);
  switch (parameter.kind) {
    case "text":
      return parameter.many === true ? given : (last ?? null);
    case "flag":
      if (last === undefined || last === "false") return false;
      if (last === "true") return true;
      throw wrong("true or false");
    case "choice":
      if (last === undefined) return parameter.usual;
      if (parameter.choices.includes(last)) return last;
      throw wrong(`one of ${parameter.choices.join(", ")}`);
    case "choices":
      if (given.every((each) => parameter.choices.includes(each))) return given;
      throw wrong(`one of ${parameter.choices.join(", ")}`);
    case "count": {
      if (last === undefined) return parameter.usual;
      const { from = 0, to = Number.MAX_SAFE_INTEGER } = parameter;
      const number = Number(last);
      if (/^\d+$/.test(last) && number >= from && number <= to) return number;
      throw wrong(`a whole number from ${from}${parameter.to === undefined ? " on" : ` to ${to}`}`);
    }
  }
}
