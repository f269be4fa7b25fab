// Who is let in: a token in the opened link or in a form becomes a cookie that no script and no other site can use.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface Gate {
  /** The token of the link. */
  readonly token: string;
  /** Whether the cookies of a request are those of somebody who was let in. */
  readonly knows: (cookies: string | undefined) => boolean;
  /** The header that lets in whoever has the token; null for another one, and for one that was used up. */
  readonly admit: (token: string) => string | null;
}

export interface GateOptions {
  readonly port: number;
  /** The link opens once. */
  readonly once: boolean;
  /** A password that was chosen; else a token is made. */
  readonly token?: string;
}

export function createGate({ port, once, token = randomBytes(24).toString("base64url") }: GateOptions): Gate {
  // Cookies do not keep ports apart.
  const name = `rollbook-${port}`;
  const sessions = new Set<string>();
  let spent = false;
  return {
    token,
    knows(cookies) {
      return (cookies ?? "").split(";").some((pair) => {
        const [key = "", value = ""] = pair.trim().split("=", 2);
        return key === name && sessions.has(digest(value).toString("hex"));
      });
    },
    admit(given) {
      if (spent || !timingSafeEqual(digest(given), digest(token))) return null;
      spent = once;
      const value = randomBytes(32).toString("base64url");
      sessions.add(digest(value).toString("hex"));
      return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
