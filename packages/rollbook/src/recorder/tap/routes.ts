// Which upstream a path of the tap stands for. Paths begin with a word nobody can guess.

import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ByLogin, Route, Upstream } from "./contract.ts";

export class Routes {
  readonly #token = randomBytes(24).toString("base64url");
  readonly #known = new Map<string, string>();
  readonly list: Route[] = [];

  /** The path that stands for an upstream. */
  pathFor(upstream: Upstream): string {
    const plain = upstream instanceof URL ? upstream.href : upstream;
    const key = JSON.stringify(plain);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const mount = `/${this.#token}/${this.list.length}`;
    // The upstream's own path stays in sight: some of Codex's requests go beside it, and to the root.
    const route = { mount: upstream instanceof URL ? mount : `${mount}/v1`, upstream: plain };
    this.list.push(route);
    const path = upstream instanceof URL ? `${mount}${trimmed(upstream.pathname)}` : route.mount;
    this.#known.set(key, path);
    return path;
  }
}

/** Where a request is to go; null: it is none of ours. */
export function targetOf(
  routes: readonly Route[],
  { url = "", headers }: Pick<IncomingMessage, "url" | "headers">,
): URL | null {
  const route = routes.find(({ mount }) => url.startsWith(mount) && /^(?:$|[/?])/.test(url.slice(mount.length)));
  if (route === undefined) return null;
  const rest = url.slice(route.mount.length);
  const { upstream } = route;
  const base = new URL(typeof upstream === "string" ? upstream : chosen(upstream, headers));
  const whole = route.mount.endsWith("/v1") ? `${trimmed(base.pathname)}${rest}` : rest;
  return URL.parse(`${base.origin}${whole.startsWith("/") ? whole : `/${whole}`}`);
}

function chosen({ account, key }: ByLogin, headers: IncomingMessage["headers"]): string {
  const token = /^Bearer +(.+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "";
  const known = headers["chatgpt-account-id"] !== undefined;
  return known || /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(token) ? account : key;
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, "");
}
