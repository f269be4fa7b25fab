// Stands before the model as the real endpoints do: TLS under their names, and a proxy one has to ask for a way.

import { once } from "node:events";
import { connect, createServer as createPlainServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { makeCertificates } from "./certificate.ts";

export interface Front {
  /** The certificate to trust, as PEM. */
  readonly authority: string;
  /** What `HTTPS_PROXY` must be. Whatever name it is asked for, the model answers. */
  readonly proxy: string;
  /** Where it was asked to go, `name:port`, in that order. */
  readonly asked: readonly string[];
  close(): void;
}

/** The model on that port, behind TLS for those names and a proxy that knows CONNECT only. */
export async function startFront(port: number, names: readonly string[]): Promise<Front> {
  const sockets = new Set<Socket>();
  const join = (one: Socket, other: Socket): void => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.pipe(to);
    }
  };
  const { authority, certificate, key } = makeCertificates(names);
  const tls = createTlsServer({ cert: certificate, key }, (socket) => join(socket, connect(port, "127.0.0.1")));
  tls.listen(0, "127.0.0.1");
  await once(tls, "listening");
  const asked: string[] = [];
  const proxy = createPlainServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (head: Buffer) => {
      const where = /^CONNECT (\S+) /.exec(head.toString("latin1"))?.[1];
      if (where === undefined) return void socket.end("HTTP/1.1 405 Method Not Allowed\r\n\r\n");
      asked.push(where);
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      join(socket, connect((tls.address() as AddressInfo).port, "127.0.0.1"));
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    authority,
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      tls.close();
      proxy.close();
    },
  };
}
