// The import law of the core: pure functions, each room on those below it.

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
  "rollbook-core/recorded",
  "rollbook-core/logs",
  "rollbook-core/usage",
  "rollbook-core/digest",
  "rollbook-core/deeds",
  "rollbook-core/recording",
];
const SCHEMA = ["Schema", "SchemaAST", "JsonSchema", "Exit", "Option", "Result"];

/** The rooms of `rollbook-core`, the lowest first. */
export const CORE_ROOMS: readonly Room[] = [
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
    face: [
      "encode.ts",
      "era.ts",
      "known.ts",
      "memory.ts",
      "heading.ts",
      "output.ts",
      "printed.ts",
      "reading.ts",
      "read.ts",
      "words.ts",
      "index.ts",
    ],
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
    packages: ["anser"],
  },
  {
    name: "core/facets",
    files: "packages/core/src/facets/",
    face: ["fold.ts", "state.ts", "prompt.ts", "contract.ts", "index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action", "core/redact"],
    packages: [],
  },
  {
    name: "core/usage",
    files: "packages/core/src/usage/",
    face: ["cell.ts", "group.ts", "pass.ts", "index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage"],
    packages: [],
  },
  {
    name: "core/deeds",
    files: "packages/core/src/deeds/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action", "core/facets", "core/shell", "core/usage"],
    packages: [],
  },
  {
    name: "core/search",
    files: "packages/core/src/search/",
    rooms: ["core/action", "core/digest"],
    packages: ["@eslint-community/regexpp"],
  },
  {
    name: "core/digest",
    files: "packages/core/src/digest/",
    rooms: ["core/bytes", "core/rollout", "core/lineage", "core/action", "core/facets", "core/usage"],
    packages: [],
  },
  {
    name: "core/recorded",
    files: "packages/core/src/recorded/",
    rooms: ["core/action"],
    packages: [],
  },
  {
    name: "core/logs",
    files: "packages/core/src/logs/",
    rooms: ["core/bytes"],
    packages: [],
  },
  {
    name: "core/recording",
    files: "packages/core/src/recording/",
    face: ["index.ts", "contracts.ts"],
    rooms: ["core/schema"],
    packages: SCHEMA.flatMap((name) => [`effect#${name}`, `effect/${name}`]),
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
];
