// `file:` URLs of items as the paths they stand for.

/** What is no `file:` URL is answered as it is. */
export function fileUrlToPath(url: string): string {
  if (!url.startsWith("file:")) return url;
  const path = url.slice("file:".length).replace(/^\/\/(?=\/|$)/, "");
  const plain = path.startsWith("//") || !/^\/[A-Za-z]:\//.test(path) ? path : path.slice(1);
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
