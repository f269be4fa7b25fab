// Who is let in: a token in the opened link or in a form becomes a cookie that no script and no other site can use.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

export interface Gate {
  /** The token of the link. */
  readonly token: string;
  /** Whether the cookies of a request are those of somebody who was let in. */
  readonly knows: (cookies: string | undefined) => boolean;
  /**
   * The header that lets in whoever has the token; null for another one, and for one that was used up. From one address
   * one is looked at after the other, with a pause behind each wrong one: guessing takes for ever.
   */
  readonly admit: (token: string, address: string) => Promise<string | null>;
}

/** Milliseconds. */
const WRONG = 500;
/** Of one address; more are wrong unseen. */
const MOST_WAITING = 20;

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
  const queues = new Map<string, { readonly last: Promise<unknown>; readonly length: number }>();

  async function check(given: string): Promise<string | null> {
    if (spent || !timingSafeEqual(digest(given), digest(token))) {
      await pause(WRONG);
      return null;
    }
    spent = once;
    const value = randomBytes(32).toString("base64url");
    sessions.add(digest(value).toString("hex"));
    return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`;
  }

  return {
    token,
    knows(cookies) {
      return (cookies ?? "").split(";").some((pair) => {
        const [key = "", value = ""] = pair.trim().split("=", 2);
        return key === name && sessions.has(digest(value).toString("hex"));
      });
    },
    async admit(given, address) {
      const before = queues.get(address) ?? { last: Promise.resolve(), length: 0 };
      if (before.length === MOST_WAITING) return null;
      const checked = before.last.then(() => check(given));
      queues.set(address, { last: checked, length: before.length + 1 });
      const cookie = await checked;
      const { last, length } = queues.get(address) ?? before;
      if (length <= 1) queues.delete(address);
      else queues.set(address, { last, length: length - 1 });
      return cookie;
    },
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
