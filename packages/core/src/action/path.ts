// Paths as the evidence writes them, made absolute where a working directory is known.

/** A rooted POSIX path, a drive path or a UNC path. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

/** `path` below `base`, with `.` and `..` resolved; as written when it is absolute or no base is known. */
export function resolvePath(base: string | null, path: string): string {
  if (isAbsolute(path) || base === null || !isAbsolute(base)) return path;
  const windows = !base.startsWith("/");
  const parts = base.split(windows ? /[\\/]/ : "/").filter((part, index) => part !== "" || index === 0);
  const root = parts[0] ?? "";
  const steps = parts.slice(1);
  for (const part of path.split(windows ? /[\\/]/ : "/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") steps.pop();
    else steps.push(part);
  }
  const joined = steps.join(windows ? "\\" : "/");
  return windows ? `${root}\\${joined}` : `${root}/${joined}`;
}
