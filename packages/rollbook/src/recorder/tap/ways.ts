// How upstreams are reached: the user's proxies and certificates, one upstream connection for each of Codex's own.

import { readFileSync } from "node:fs";
import type { Agent, ClientRequest, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Headers } from "./messages.ts";
import { http, https, tls } from "./builtin.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings cannot be followed: nothing may then be forwarded. */
export class NoWay extends Error {
  override readonly name = "NoWay";
}

export interface Ways {
  readonly proxies: Readonly<Record<string, string>>;
  /** The same for all connections; made when the first goes over TLS. */
  readonly trust: () => SecureContext;
}

/** Reads proxies and certificates as Codex does. Throws a `NoWay` that says what cannot be followed. */
export function findWays(environment: Environment): Ways {
  const proxies = proxiesOf(environment);
  if (Object.keys(proxies).length > 0 && !process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) {
    throw new NoWay(`a proxy is set, and Node ${process.versions.node} cannot use it: 22.21 or newer can`);
  }
  const bundle = word(environment, "CODEX_CA_CERTIFICATE") ?? word(environment, "SSL_CERT_FILE");
  const own = bundle === null ? [] : [readBundle(bundle)];
  let context: SecureContext | null = null;
  return {
    proxies,
    trust: () =>
      (context ??= tls().createSecureContext({
        ca: [...new Set([...tls().getCACertificates("default"), ...tls().getCACertificates("system")]), ...own],
      })),
  };
}

function readBundle(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new NoWay(`the certificates in ${path} cannot be read`);
  }
}

function proxiesOf(environment: Environment): Record<string, string> {
  const any = word(environment, "ALL_PROXY") ?? word(environment, "all_proxy");
  const found: Record<string, string> = {};
  for (const scheme of ["http", "https"]) {
    const own = word(environment, `${scheme.toUpperCase()}_PROXY`) ?? word(environment, `${scheme}_proxy`) ?? any;
    if (own === null) continue;
    const address = own.includes("://") ? own : `http://${own}`;
    if (!/^https?:/i.test(address)) throw new NoWay(`a proxy that is not HTTP is set (${address.split(":")[0] ?? ""})`);
    if (!URL.canParse(address)) throw new NoWay("a proxy is set that is no address");
    found[`${scheme}_proxy`] = address;
  }
  const none = word(environment, "NO_PROXY") ?? word(environment, "no_proxy");
  return none === null || Object.keys(found).length === 0 ? found : { ...found, no_proxy: none };
}

function word(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim();
  return value === undefined || value === "" ? null : value;
}

/** Heads may be long: turn metadata names every workspace. */
export const MAX_HEAD = 1 << 20;

/**
 * What stands behind one of Codex's connections: at most one connection to each upstream, as long as Codex's own
 * lasts. When the upstream closes an idle one, Codex's is closed too, so that it sees what it would have seen.
 */
export class Link {
  readonly #ways: Ways;
  readonly #client: Socket;
  readonly #agents = new Map<string, Agent>();
  /** Exchanges under way. */
  busy = 0;

  constructor(ways: Ways, client: Socket) {
    this.#ways = ways;
    this.#client = client;
    client.once("close", () => {
      for (const agent of this.#agents.values()) agent.destroy();
    });
  }

  /** Begins a request with these headers and no others. */
  request(target: URL, method: string, headers: Headers): ClientRequest {
    const secure = target.protocol === "https:";
    const options: RequestOptions = {
      agent: this.#agent(target.origin, secure),
      host: target.hostname.replace(/^\[|\]$/g, ""),
      port: target.port === "" ? (secure ? 443 : 80) : Number(target.port),
      method,
      path: `${target.pathname}${target.search}`,
      setHost: false,
      maxHeaderSize: MAX_HEAD,
    };
    const begun = secure ? https().request({ ...options, servername: serverName(target) }) : http().request(options);
    for (const [name, value] of headers) begun.appendHeader(name, value);
    // Else Node would say something of its own.
    if (!begun.hasHeader("connection")) begun.removeHeader("connection");
    return begun;
  }

  #agent(origin: string, secure: boolean): Agent {
    const known = this.#agents.get(origin);
    if (known !== undefined) return known;
    const options = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1, proxyEnv: this.#ways.proxies };
    const agent = secure
      ? new (https().Agent)({ ...options, secureContext: this.#ways.trust() })
      : new (http().Agent)(options);
    const watched = new WeakSet<object>();
    agent.on("free", (socket: Socket) => {
      if (watched.has(socket)) return;
      watched.add(socket);
      socket.once("close", () => {
        if (this.busy === 0) this.#client.destroySoon();
      });
    });
    this.#agents.set(origin, agent);
    return agent;
  }
}

function serverName(target: URL): string {
  // An address is no name of a server.
  return /^[\d.]+$|^\[/.test(target.hostname) ? "" : target.hostname;
}
