// The recorder's end of its guard: a small process that waits, and takes over where the recorder is killed.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { Copied } from "../run/streams.ts";
import type { Secrets } from "../secrets/index.ts";
import type { Tap } from "../tap/index.ts";
import type { ToGuard } from "./messages.ts";
import { markOf } from "./process.ts";

const SCRIPT = new URL(import.meta.url.endsWith(".ts") ? "./main.ts" : "./record-guard.js", import.meta.url);

export interface Guarded {
  readonly codex: ChildProcess;
  readonly tap: Pick<Tap, "routes" | "descriptor"> | null;
  readonly copied: Copied;
  readonly staging: string;
  readonly secrets: Secrets;
  /** Where upstreams are reached by other proxies or certificates than it says, the model would not be found. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Guard {
  readonly pid: number | undefined;
  /** Nobody reads Codex's output any more, and Codex must see that. */
  unread(): void;
  /** There is nothing left to guard. Resolves when its process is gone. */
  dismiss(): Promise<void>;
}

/** Nobody waits for it, and whatever fails in it is no matter as long as the recorder lives. Throws where it cannot be started. */
export function startGuard({ codex, tap, copied, staging, secrets, environment }: Guarded): Guard | null {
  const port = tap?.descriptor ?? null;
  const [codexOut, codexIn] = [descriptorOf(codex.stdout), descriptorOf(codex.stdin)];
  if (codex.pid === undefined || (port === null && codexOut === null)) return null;
  const input = codexIn === null ? "ignore" : 0;
  const child = spawn(process.execPath, [fileURLToPath(SCRIPT)], {
    // In a session of its own no key of the terminal's reaches it.
    detached: true,
    env: environment,
    stdio: [
      "pipe",
      codexOut === null ? "ignore" : 1,
      2,
      port ?? "ignore",
      codexOut ?? "ignore",
      codexIn ?? "ignore",
      input,
    ],
  });
  child.on("error", () => {});
  child.stdin?.on("error", () => {});
  const tell = (message: ToGuard): void => void child.stdin?.write(`${JSON.stringify(message)}\n`);
  const ended = child.pid === undefined ? Promise.resolve() : once(child, "exit");
  tell({ kind: "charge", charge: { codex: markOf(codex.pid), routes: tap?.routes ?? [], copied, staging } });
  child.unref();
  (child.stdin as Socket | null)?.unref();
  const forget = secrets.watch((value) => tell({ kind: "secret", value }));
  return {
    pid: child.pid,
    unread: () => tell({ kind: "unread" }),
    dismiss: async () => {
      forget();
      child.ref();
      // It holds nothing that would be worth a farewell.
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function descriptorOf(stream: ChildProcess["stdin"] | ChildProcess["stdout"]): number | null {
  const { _handle: handle } = (stream ?? {}) as { _handle?: { readonly fd?: number } };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : null;
}
