// Serves until it is told to end, and says where.

import { serveViewer, type ViewerServer, type ViewerServerOptions } from "../../server/index.ts";
import { boundMemory } from "../memory.ts";
import { openStdout } from "../output/stdout.ts";
import { describeListening } from "./port.ts";

/** Resolves when the process is asked to end, by Ctrl-C for instance. `told` gets the link, which is printed too. */
export async function listenUntilEnd(
  options: ViewerServerOptions,
  address: string,
  told: (link: string) => void,
): Promise<void> {
  boundMemory(Number.POSITIVE_INFINITY);
  let server: ViewerServer;
  try {
    server = await serveViewer(options);
  } catch (error) {
    throw describeListening(error, options.host, options.port);
  }
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const base = `http://${address}:${server.port}/`;
  const link = options.password === null ? `${base}?token=${server.token}` : base;
  const output = openStdout();
  output.write(`${link}\n`);
  await output.finish();
  told(link);
  await ended;
  await server.close();
}
