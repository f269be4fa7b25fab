// Which language a file or a block of code is written in, as its name says.

import type { Language } from "./languages.ts";

const ENDINGS: Readonly<Record<string, Language>> = {
  ...{ c: "c", h: "c", cc: "cpp", cpp: "cpp", cxx: "cpp", hpp: "cpp", hh: "cpp", cs: "csharp", css: "css" },
  ...{ go: "go", graphql: "graphql", gql: "graphql", html: "html", htm: "html", vue: "html", svelte: "html" },
  ...{ ini: "ini", cfg: "ini", conf: "ini", env: "ini", java: "java", js: "javascript", mjs: "javascript" },
  ...{ cjs: "javascript", jsx: "tsx", json: "json", jsonl: "json", jsonc: "jsonc", json5: "jsonc", kt: "kotlin" },
  ...{ kts: "kotlin", lua: "lua", mk: "make", md: "markdown", mdx: "markdown", php: "php", proto: "proto" },
  ...{ py: "python", pyi: "python", rb: "ruby", rs: "rust", scss: "scss", sass: "scss", less: "scss" },
  ...{ sh: "shell", bash: "shell", zsh: "shell", sql: "sql", swift: "swift", toml: "toml", lock: "toml" },
  ...{ ts: "typescript", mts: "typescript", cts: "typescript", tsx: "tsx", xml: "xml", svg: "xml" },
  ...{ yaml: "yaml", yml: "yaml" },
};

const FILES: Readonly<Record<string, Language>> = {
  ...{ dockerfile: "docker", containerfile: "docker", makefile: "make", gnumakefile: "make", gemfile: "ruby" },
  ...{ rakefile: "ruby", "package-lock.json": "json", "go.mod": "go", ".bashrc": "shell", ".gitconfig": "ini" },
};

/** What people write behind the fence of a block, besides names and endings. */
const NAMES: Readonly<Record<string, Language>> = {
  ...{ javascript: "javascript", typescript: "typescript", python: "python", python3: "python", rust: "rust" },
  ...{ golang: "go", shell: "shell", console: "shell", shellscript: "shell", markdown: "markdown", ruby: "ruby" },
  ...{ kotlin: "kotlin", csharp: "csharp", "c++": "cpp", docker: "docker", make: "make" },
};

/** Null where it is none that is known here. */
export function languageOfPath(path: string): Language | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return own(FILES, name) ?? own(ENDINGS, name.slice(name.lastIndexOf(".") + 1));
}

export function languageOfName(name: string): Language | null {
  const word = /^[\w+#.-]{1,30}/.exec(name.trim().toLowerCase())?.[0] ?? "";
  return own(NAMES, word) ?? own(FILES, word) ?? own(ENDINGS, word);
}

function own(table: Readonly<Record<string, Language>>, key: string): Language | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
