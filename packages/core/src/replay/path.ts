// Paths as changes name them: made plain, and told by the folder they are in.

import { isAbsolute } from "../action/path.ts";

/** The path without `.` and `..`, as far as it tells; separators stay as they are. */
export function plainPath(path: string): string {
  const windows = /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
  const rooted = isAbsolute(path);
  const steps: string[] = [];
  for (const part of path.split(windows ? /[\\/]/ : "/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (part !== ".." || !rooted) steps.push(part);
  }
  if (windows) return (path.startsWith("\\\\") ? "\\\\" : "") + steps.join("\\");
  return (rooted ? "/" : "") + steps.join("/");
}

/** The path from a folder, with slashes; null where it is not below it. A path that is not absolute is taken as it is. */
export function pathBelow(root: string | null, path: string): string | null {
  if (!isAbsolute(path)) return path.startsWith("..") ? null : path;
  if (root === null) return null;
  const folder = plainPath(root);
  const windows = !folder.startsWith("/");
  const [inner, outer] = windows ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  const prefix = outer.endsWith("/") || outer.endsWith("\\") ? outer : `${outer}${windows ? "\\" : "/"}`;
  return inner.startsWith(prefix) && inner.length > prefix.length
    ? path.slice(prefix.length).replaceAll(windows ? "\\" : "\0", "/")
    : null;
}

/** The deepest folder that holds all the paths; null where there is none, or a path is not absolute. */
export function commonFolder(paths: readonly string[]): string | null {
  const split = paths.map((path) => (path.startsWith("/") ? path.split("/").slice(0, -1) : []));
  const [first, ...others] = split;
  if (first === undefined) return null;
  let count = 0;
  while (count < first.length && others.every((parts) => parts[count] === first[count])) count += 1;
  return count < 2 ? null : first.slice(0, count).join("/");
}
