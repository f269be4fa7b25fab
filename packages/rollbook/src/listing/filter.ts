// Which sessions are asked for: each filter answers from the head where it can, and asks for the facets where it must.

import { posix, resolve } from "node:path";
import type { Facets } from "rollbook-core/facets";
import type { Kind, SortKey } from "./kinds.ts";
import { projectOf, type Listed } from "./listed.ts";

/** Null: only the facets tell, and `facets` is null. */
export type Filter = (listed: Listed, facets: Facets | null) => boolean | null;

export interface Wanted {
  /** By the names of the options of `rollbook list`; of several values any will do. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  /** Unix milliseconds. */
  readonly since: number | null;
  readonly until: number | null;
  /** Times are of creation, but of the last change where that is the order. */
  readonly sort: SortKey;
}

export function filtersOf({ values, flags, since, until, sort }: Wanted): readonly Filter[] {
  const filters: Filter[] = [];
  const any = <T>(
    option: string,
    prepare: (value: string) => T,
    fits: (asked: T, ...rest: Parameters<Filter>) => boolean | null,
  ): void => {
    const asked = values.get(option)?.map(prepare);
    if (asked === undefined) return;
    filters.push((listed, facets) => {
      const answers = asked.map((value) => fits(value, listed, facets));
      return answers.includes(true) ? true : answers.includes(null) ? null : false;
    });
  };
  const timeOf = ({ created_ms, updated_ms }: Listed): number => (sort === "updated" ? updated_ms : created_ms);
  if (since !== null) filters.push((listed) => timeOf(listed) >= since);
  if (until !== null) filters.push((listed) => timeOf(listed) <= until);
  const archived = values.get("archived")?.at(-1);
  if (archived === "only" || archived === "without")
    filters.push((listed) => listed.archived === (archived === "only"));
  any(
    "source",
    (kind) => kind as Kind,
    (kind, listed) => listed.kind === kind,
  );
  any("branch", same, (branch, { header }) => header.git?.branch === branch);
  any("provider", same, (provider, { header }) => header.model_provider === provider);
  any("originator", lower, (originator, { header }) => header.originator?.toLowerCase() === originator);
  any("version", same, (version, { header }) => isVersion(version, header.cli_version));
  any("repo", repository, (repo, { header }) => isRepository(repo, header.git?.repository_url ?? null));
  any(
    "cwd",
    (directory) => resolve(directory),
    (directory, listed, facets) => {
      const cwd = cwdOf(listed, facets);
      return cwd === undefined ? null : cwd !== null && isBelow(directory, cwd);
    },
  );
  any("project", lower, (project, listed, facets) => {
    const cwd = cwdOf(listed, facets);
    if (cwd === undefined && (listed.header.git?.repository_url ?? null) === null) return null;
    return projectOf(listed.header, cwd ?? null)?.toLowerCase() === project;
  });
  any("name", lower, (name, listed, facets) => {
    if (listed.name === null && facets === null) return null;
    return (listed.name ?? facets?.name ?? "").toLowerCase().includes(name);
  });
  any("model", lower, (model, _, facets) =>
    facets === null ? null : facets.models.some((name) => name.toLowerCase().startsWith(model)),
  );
  any("path", same, (path, _, facets) =>
    facets === null ? null : facets.files_changed.some((changed) => isTouched(path, changed)),
  );
  if (flags.has("errors")) filters.push((_, facets) => (facets === null ? null : facets.errors > 0));
  return filters;
}

/** What all filters say together. */
export function isWanted(filters: readonly Filter[], listed: Listed, facets: Facets | null): boolean | null {
  let open = false;
  for (const filter of filters) {
    const answer = filter(listed, facets);
    if (answer === false) return false;
    open ||= answer === null;
  }
  return open ? null : true;
}

const same = (value: string): string => value;
const lower = (value: string): string => value.toLowerCase();

/** Undefined: the header does not tell, as in the two oldest eras. */
function cwdOf({ header }: Listed, facets: Facets | null): string | null | undefined {
  if (header.cwd !== null) return header.cwd;
  return facets === null ? undefined : facets.cwd;
}

function isBelow(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

/** `0.16` is no version of `0.160.1`. */
function isVersion(asked: string, version: string | null): boolean {
  return version !== null && (version === asked || version.startsWith(`${asked}.`) || version.startsWith(`${asked}-`));
}

/** `git@host:owner/name.git` and `https://host/owner/name` are one repository. */
function repository(url: string): string {
  return url
    .toLowerCase()
    .replace(/^[a-z+]+:\/\/(?:[^@/]*@)?|^[^@/]*@/, "")
    .replace(/:(?!\d+\/)/, "/")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
}

function isRepository(asked: string, url: string | null): boolean {
  if (url === null) return false;
  const found = repository(url);
  return found === asked || found.endsWith(`/${asked}`);
}

/** The path itself, as it ends, or a directory it lies in. */
function isTouched(asked: string, changed: string): boolean {
  const ending = posix.normalize(asked).replace(/^\.\/|\/$/g, "");
  return isBelow(resolve(asked), changed) || changed === ending || changed.endsWith(`/${ending}`);
}
