// A plan as JavaScript source, for run times that may evaluate it: the same guard, in less than half the time.

import { ANYTHING, BOOLEAN, NULL, NUMBER, STRING, type ObjectPlan, type Plan } from "./plan.ts";

/** `source` is the body of a function of `constants` that returns the guard. It reads nothing else. */
export interface EmittedGuard {
  readonly source: string;
  readonly constants: readonly unknown[];
}

export function emitGuard(plan: Plan): EmittedGuard {
  const emitter = new Emitter();
  const accepts = emitter.accept(plan, "v");
  return { source: `"use strict";${emitter.functions.join("\n")}\nreturn v=>${accepts}`, constants: emitter.constants };
}

const KINDS = [
  [STRING, (at: string) => `typeof ${at}==="string"`],
  [NUMBER, (at: string) => `typeof ${at}==="number"`],
  [BOOLEAN, (at: string) => `typeof ${at}==="boolean"`],
  [NULL, (at: string) => `${at}===null`],
] as const;

const RECORD = `if(typeof v!=="object"||v===null||Array.isArray(v))return false;`;

class Emitter {
  readonly functions: string[] = [];
  readonly constants: unknown[] = [];
  /** By what the function tests, and by the plan it tests it for: one plan may be a list's and a map's. */
  readonly #names = { list: new Map(), map: new Map(), tagged: new Map(), object: new Map() };
  #count = 0;

  /** An expression that is true when the plan accepts what the variable `at` holds. */
  accept(plan: Plan, at: string): string {
    if (plan.bits & ANYTHING) return "true";
    const ways = KINDS.filter(([bit]) => plan.bits & bit).map(([, test]) => test(at));
    for (const literal of plan.literals ?? []) ways.push(`${at}===${JSON.stringify(literal)}`);
    if (plan.check !== null) ways.push(`C[${this.constants.push(plan.check.test) - 1}](${at})`);
    const { list, map, tagged, untagged } = plan;
    if (list !== null) ways.push(`${this.#define("list", list, () => this.#list(list))}(${at})`);
    if (tagged.size > 0) ways.push(`${this.#define("tagged", tagged, () => this.#tagged(tagged))}(${at})`);
    for (const object of untagged) ways.push(`${this.#object(object)}(${at})`);
    if (map !== null) ways.push(`${this.#define("map", map, () => this.#map(map))}(${at})`);
    return ways.length === 0 ? "false" : `(${ways.join("||")})`;
  }

  #define(kind: "list" | "map" | "tagged" | "object", key: object, body: () => string): string {
    const names: Map<object, string> = this.#names[kind];
    let name = names.get(key);
    if (name === undefined) {
      name = `f${this.#count++}`;
      names.set(key, name);
      this.functions.push(`function ${name}(v){${body()}}`);
    }
    return name;
  }

  #object(object: ObjectPlan): string {
    return this.#define("object", object, () => {
      const tests = [...object.fields].map(([key, { plan, required }], i) => {
        const refused = `!${this.accept(plan, `x${i}`)}`;
        const absent = required ? `x${i}===undefined||${refused}` : `x${i}!==undefined&&${refused}`;
        return `const x${i}=v[${JSON.stringify(key)}];if(${absent})return false;`;
      });
      return `${RECORD}${tests.join("")}return true`;
    });
  }

  #list(items: Plan): string {
    return `if(!Array.isArray(v))return false;for(let i=0;i<v.length;i++){const x=v[i];if(!${this.accept(items, "x")})return false}return true`;
  }

  #map(values: Plan): string {
    return `${RECORD}for(const k in v){const x=v[k];if(!${this.accept(values, "x")})return false}return true`;
  }

  #tagged(tagged: ReadonlyMap<string, ObjectPlan>): string {
    const cases = [...tagged].map(
      ([name, object]) => `case ${JSON.stringify(name)}:return ${this.#object(object)}(v);`,
    );
    return `${RECORD}switch(v.type){${cases.join("")}}return false`;
  }
}
