// Paths as the file: URLs that items of the paginated era hold.

/** The inverse of `fileUrlToPath` for absolute paths; null for a path that is relative, and for none. */
export function pathToFileUrl(path: string | null): string | null {
  if (path === null) return null;
  if (path.startsWith("/")) return `file://${escape(path)}`;
  const drive = /^([A-Za-z]:)[\\/](.*)$/s.exec(path);
  if (drive !== null) return `file:///${drive[1] ?? ""}/${escape((drive[2] ?? "").replaceAll("\\", "/"))}`;
  return path.startsWith("\\\\") ? `file:${escape(path.replaceAll("\\", "/"))}` : null;
}

function escape(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join("/");
}
