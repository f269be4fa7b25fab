// Who may ask at all, told from the head of a request, before anything of it is looked up.

import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { HttpFailure } from "./failure.ts";

/** Longer ones nobody means. */
const LONGEST_URL = 8192;

export interface Head {
  readonly method: string;
  /** As it stands in the request. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Guard {
  readonly port: number;
  /** Names this server answers to, in lower case: its own … */
  readonly names: readonly string[];
  /** … and those it was given, by which a proxy may pass on what it was asked with TLS and on its own port. */
  readonly given: readonly string[];
  /** It answers to this machine's name too, and to any address of numbers. */
  readonly addresses: boolean;
}

/** The names of this machine for itself. */
export const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Throws for a request that no page of this server makes: another method, a name that another site may have pointed
 * here, a page of another site. Gives the path as it was written, and the query.
 */
export function admit({ method, url, headers }: Head, guard: Guard): { readonly path: string; readonly query: string } {
  if (url.length > LONGEST_URL) throw new HttpFailure("too_long", `an address has at most ${LONGEST_URL} characters`);
  const host = headers.host ?? "";
  if (!isOwnHost(host, guard)) {
    throw new HttpFailure("forbidden", `this server does not answer to the name ${JSON.stringify(host)}`);
  }
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin.toLowerCase(), host.toLowerCase(), guard)) {
    throw new HttpFailure("forbidden", `pages of ${JSON.stringify(origin)} may not ask this server`);
  }
  const [path, query] = split(url);
  // A link in a mail or on a page opens the viewer, and no more than that.
  const site = headers["sec-fetch-site"];
  if (path.startsWith("/api/") && site !== undefined && site !== "same-origin" && site !== "none") {
    throw new HttpFailure("forbidden", "pages of other sites may not ask this server");
  }
  const login = method === "POST" && path === "/login";
  if (method !== "GET" && !login) throw new HttpFailure("method_not_allowed", `${method}: nothing can be changed here`);
  if (!isPlainPath(path)) throw new HttpFailure("not_found", "there is no such path");
  return { path, query };
}

function split(url: string): readonly [string, string] {
  const at = url.indexOf("?");
  return at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

function isOwnOrigin(origin: string, host: string, { given }: Guard): boolean {
  return origin === `http://${host}` || (given.includes(host.replace(/:\d+$/, "")) && origin === `https://${host}`);
}

function isOwnHost(host: string, { port, names, given, addresses }: Guard): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d+))?$/i.exec(host);
  const [, name = "", at = "80"] = found ?? [];
  const lower = name.toLowerCase();
  if (found !== null && given.includes(lower)) return true;
  if (found === null || Number(at) !== port) return false;
  if (names.includes(lower)) return true;
  // What another site points here is a name; an address of numbers cannot be.
  return addresses && (isIP(lower.replace(/^\[|\]$/g, "")) !== 0 || lower === hostname().toLowerCase());
}

/** Begins with one slash, and holds nothing that steps out of its place, written out or in escapes. */
function isPlainPath(path: string): boolean {
  if (!path.startsWith("/") || path.startsWith("//")) return false;
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return false;
  }
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\\]/.test(plain) || /%2f|%5c/i.test(path)) return false;
  return !plain.split("/").some((segment) => segment === "." || segment === "..");
}
