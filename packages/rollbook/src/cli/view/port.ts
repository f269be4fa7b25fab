// The port, as it was asked for, and why it cannot be had.

import type { Invocation } from "../command.ts";
import { EXIT, Failure, systemCode } from "../exit.ts";

export function portOf({ values }: Invocation): number {
  const asked = values.get("port")?.at(-1);
  if (asked === undefined) return 0;
  const port = Number(asked);
  if (/^\d{1,5}$/.test(asked) && port <= 65_535) return port;
  throw new Failure(EXIT.usage, `--port needs a number from 0 to 65535, not "${asked}"`);
}

/** What the system says when it is not allowed to listen; anything else is thrown on. */
export function describeListening(error: unknown, host: string, port: number): Failure {
  switch (systemCode(error)) {
    case "EADDRINUSE":
      return new Failure(EXIT.output, `port ${port} is taken; choose another with --port, or leave it out`);
    case "EACCES":
      return new Failure(EXIT.output, `port ${port} is not for everyone; choose one from 1024 on with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new Failure(EXIT.output, `this machine has no address ${host}; --host needs one of its own`);
    default:
      throw error;
  }
}
