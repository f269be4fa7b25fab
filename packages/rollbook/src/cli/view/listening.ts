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
  const { port, token, open } = server;
  const place = `http://${address}:${port}/${open === null ? "" : `s/${open}`}`;
  const link = options.password === null ? `${place}?token=${token}` : place;
  const output = openStdout();
  output.write(`${link}\n`);
  await output.finish();
  told(link);
  await ended;
  await server.close();
}
