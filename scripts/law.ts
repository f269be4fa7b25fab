// The import law as data: who may import whom.

/** A room, or a package that has none. `files` starts the paths of what belongs to it. */
export interface Room {
  readonly name: string;
  readonly files: string;
  /** The files others may import, `*` for each; `index.ts` if nothing is said. Its own files a room always may import. */
  readonly face?: readonly string[];
  /** Rooms whose face it may import. */
  readonly rooms: readonly string[];
  /** Packages it may import: `node:` stands for every Node module, `effect#Schema` for that one name. */
  readonly packages: readonly string[];
}

export const CORE = [
  "rollbook-core",
  "rollbook-core/schema",
  "rollbook-core/check",
  "rollbook-core/upgrade",
  "rollbook-core/thread",
  "rollbook-core/context",
  "rollbook-core/facets",
  "rollbook-core/protocol",
  "rollbook-core/replay",
  "rollbook-core/search",
  "rollbook-core/view",
  "rollbook-core/logs",
  "rollbook-core/usage",
  "rollbook-core/digest",
];
export const API = ["rollbook-api", "rollbook-api/openapi"];
const SCHEMA = ["Schema", "SchemaAST", "JsonSchema", "Exit", "Option", "Result"];

export const LAW: readonly Room[] = [
  {
    name: "core/bytes",
    files: "packages/core/src/bytes/",
    face: ["*"],
    rooms: [],
    packages: [],
  },
  { name: "core/patch", files: "packages/core/src/patch/", rooms: ["core/bytes"], packages: [] },
  { name: "core/shell", files: "packages/core/src/shell/", rooms: [], packages: ["unbash"] },
  { name: "core/redact", files: "packages/core/src/redact/", rooms: ["core/bytes"], packages: [] },
  {
    name: "core/rollout",
    files: "packages/core/src/rollout/",
    face: ["encode.ts", "era.ts", "known.ts", "memory.ts", "output.ts", "reading.ts", "read.ts", "index.ts"],
    rooms: ["core/bytes"],
    packages: [],
  },
  {
    name: "core/schema",
    files: "packages/core/src/schema/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout"],
    packages: SCHEMA.flatMap((name) => [`effect#${name}`, `effect/${name}`]),
  },
  {
    name: "core/lineage",
    files: "packages/core/src/lineage/",
    face: ["*"],
    rooms: ["core/bytes", "core/rollout"],
    packages: [],
  },
  {
    name: "core/action",
    files: "packages/core/src/action/",
    face: ["*"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/patch", "core/shell"],
    packages: [],
  },
  {
    name: "core/upgrade",
    files: "packages/core/src/upgrade/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/schema", "core/lineage", "core/action", "core/patch", "core/shell"],
    packages: [],
  },
  {
    name: "core/thread",
    files: "packages/core/src/thread/",
    face: ["index.ts", "contract.ts", "contracts.ts"],
    rooms: [
      "core/bytes",
      "core/rollout",
      "core/schema",
      "core/lineage",
      "core/action",
      "core/upgrade",
      "core/patch",
      "core/shell",
    ],
    packages: [],
  },
  {
    name: "core/protocol",
    files: "packages/core/src/protocol/",
    face: ["index.ts", "contracts.ts", "thread-exceptions.table.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/upgrade", "core/thread", "core/shell"],
    packages: [],
  },
  {
    name: "core/context",
    files: "packages/core/src/context/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage"],
    packages: [],
  },
  {
    name: "core/replay",
    files: "packages/core/src/replay/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action", "core/thread", "core/patch", "core/shell"],
    packages: ["diff"],
  },
  {
    name: "core/view",
    files: "packages/core/src/view/",
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/upgrade", "core/thread", "core/patch", "core/shell"],
    packages: [],
  },
  {
    name: "core/facets",
    files: "packages/core/src/facets/",
    face: ["fold.ts", "state.ts", "prompt.ts", "contract.ts", "index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action"],
    packages: [],
  },
  {
    name: "core/usage",
    files: "packages/core/src/usage/",
    face: ["cell.ts", "pass.ts", "index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage"],
    packages: [],
  },
  {
    name: "core/search",
    files: "packages/core/src/search/",
    rooms: ["core/action"],
    packages: [],
  },
  {
    name: "core/digest",
    files: "packages/core/src/digest/",
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action", "core/facets", "core/usage"],
    packages: [],
  },
  {
    name: "core/logs",
    files: "packages/core/src/logs/",
    rooms: ["core/bytes"],
    packages: [],
  },
  {
    name: "core/check",
    files: "packages/core/src/check/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/schema", "core/lineage"],
    packages: [],
  },
  {
    name: "core",
    files: "packages/core/src/",
    rooms: [
      "core/bytes",
      "core/rollout",
      "core/lineage",
      "core/action",
      "core/patch",
      "core/shell",
      "core/redact",
      "core/upgrade",
      "core/check",
    ],
    packages: [],
  },
  {
    name: "api",
    files: "packages/api/src/",
    face: ["index.ts", "openapi.ts"],
    rooms: [],
    packages: [...CORE, "effect#Schema", "effect#JsonSchema"],
  },
  {
    name: "home",
    files: "packages/rollbook/src/home/",
    face: ["index.ts", "history/contracts.ts", "logs/contracts.ts", "survey/contracts.ts"],
    rooms: [],
    packages: [...CORE, "node:", "smol-toml"],
  },
  { name: "redact", files: "packages/rollbook/src/redact/", rooms: [], packages: [...CORE, "node:", "@secretlint/"] },
  {
    name: "listing",
    files: "packages/rollbook/src/listing/",
    face: ["index.ts", "kinds.ts"],
    rooms: ["home"],
    packages: [...CORE, "node:"],
  },
  {
    name: "server",
    files: "packages/rollbook/src/server/",
    rooms: ["home", "redact", "listing"],
    packages: [...CORE, "rollbook-api", "node:"],
  },
  {
    name: "cli",
    files: "packages/rollbook/src/cli/",
    rooms: ["home", "redact", "listing", "server"],
    packages: [...CORE, "node:", "string-width"],
  },
  { name: "lab", files: "lab/", rooms: [], packages: ["node:", "ws", ...CORE] },
  {
    name: "scripts",
    files: "scripts/",
    face: ["build.ts", "pack.ts", "repository.ts"],
    rooms: [
      "api",
      "lab",
      "core/rollout",
      "core/action",
      "core/check",
      "core/schema",
      "core/upgrade",
      "core/context",
      "core/facets",
      "core/protocol",
      "core/replay",
      "core/thread",
      "home",
      "core/usage",
    ],
    packages: ["node:", "rolldown", "rolldown/", "ajv", "fast-check", "vitest/node", ...CORE],
  },
  {
    name: "bench",
    files: "bench/",
    rooms: ["home", "core", "core/schema", "core/thread", "scripts", "lab"],
    packages: ["node:", "rolldown", ...CORE],
  },
  { name: "journeys", files: "journeys/", rooms: ["lab", "core/protocol"], packages: ["node:", ...CORE] },
];
