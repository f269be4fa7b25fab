// The part of the `ws` package the lab uses; the package brings no types of its own.

declare module "ws" {
  import type { EventEmitter } from "node:events";
  import type { IncomingMessage } from "node:http";
  import type { Duplex } from "node:stream";

  export class WebSocket extends EventEmitter {
    constructor(address: string, options?: { perMessageDeflate?: boolean; headers?: Readonly<Record<string, string>> });
    readonly extensions: string;
    send(text: string | Uint8Array, options?: { fin?: boolean }): void;
    close(code?: number, reason?: string): void;
    terminate(): void;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options: { noServer: true; perMessageDeflate?: boolean | object });
    readonly clients: Set<WebSocket>;
    handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      accept: (socket: WebSocket, request: IncomingMessage) => void,
    ): void;
    close(): void;
  }
}
