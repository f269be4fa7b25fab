// Serves the built viewer as `rollbook` does: with the same policy, and every address that is no file its page.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { ensureWeb } from "../../packages/web/build.ts";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

export interface Pages {
  readonly url: string;
  /** Addresses that were asked for, but for the files of the viewer itself. */
  readonly asked: () => readonly string[];
  readonly close: () => void;
}

export async function servePages(): Promise<Pages> {
  const root = await ensureWeb();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (!pathname.startsWith("/assets/") && pathname !== "/icon.svg") asked.push(pathname);
    if (pathname.startsWith("/api/")) return response.writeHead(404).end();
    const file = extname(pathname) === "" ? "index.html" : pathname;
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("content-security-policy", POLICY);
    return response.end(readFileSync(join(root, file)));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, close: () => server.close() };
}
