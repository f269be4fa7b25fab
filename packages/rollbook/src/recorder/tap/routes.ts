// Which upstream a path of the tap stands for. Paths begin with a word nobody can guess.

import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Choose } from "./contract.ts";

interface Route {
  /** What the path must begin with; what follows is added to the upstream's. */
  readonly mount: string;
  readonly upstream: Choose;
}

export class Routes {
  readonly #token = randomBytes(24).toString("base64url");
  readonly #routes: Route[] = [];
  readonly #known = new Map<string | Choose, string>();

  /** The path that stands for an upstream. */
  pathFor(upstream: URL | Choose): string {
    const key = upstream instanceof URL ? upstream.href : upstream;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const mount = `/${this.#token}/${this.#routes.length}`;
    // The upstream's own path stays in sight: some of Codex's requests go beside it, and to the root.
    const route = upstream instanceof URL ? { mount, upstream: () => upstream } : { mount: `${mount}/v1`, upstream };
    this.#routes.push(route);
    const path = upstream instanceof URL ? `${mount}${trimmed(upstream.pathname)}` : route.mount;
    this.#known.set(key, path);
    return path;
  }

  /** Where a request is to go; null: it is none of ours. */
  targetOf({ url = "", headers }: Pick<IncomingMessage, "url" | "headers">): URL | null {
    const route = this.#routes.find(
      ({ mount }) => url.startsWith(mount) && /^(?:$|[/?])/.test(url.slice(mount.length)),
    );
    if (route === undefined) return null;
    const rest = url.slice(route.mount.length);
    const base = route.upstream(headers);
    const whole = route.mount.endsWith("/v1") ? `${trimmed(base.pathname)}${rest}` : rest;
    return URL.parse(`${base.origin}${whole.startsWith("/") ? whole : `/${whole}`}`);
  }
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, "");
}
