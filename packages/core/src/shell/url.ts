// file: URLs as paths.

/**
 * The path of a `file:` URL, percent escapes decoded: `file:///a%20b` is `/a b`, `file:///C:/x` is `C:\x`,
 * `file://host/share` is `\\host\share`. A query and a fragment are no part of it. Total: an escape that is no UTF-8
 * stays as written, and anything that is no `file:` URL, a plain path above all, comes back as it is.
 */
export function fileUrlToPath(url: string): string {
  const parts = /^file:(?:\/\/([^/?#]*))?([^?#]*)/i.exec(url);
  if (parts === null) return url;
  const host = (parts[1] ?? "").toLowerCase();
  const path = decode(parts[2] ?? "") || "/";
  if (/^[a-z]:$/.test(host)) return backslashes(`${host.toUpperCase()}${path}`);
  if (host !== "" && host !== "localhost") return backslashes(`//${host}${path}`);
  const drive = /^\/([A-Za-z])[:|](\/.*)?$/s.exec(path);
  return drive === null ? path : backslashes(`${drive[1] ?? ""}:${drive[2] ?? "/"}`);
}

function decode(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function backslashes(path: string): string {
  return path.replaceAll("/", "\\");
}
