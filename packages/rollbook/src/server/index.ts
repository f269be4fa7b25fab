// The face of server: Codex's app-server protocol, read-only, for the threads of codex homes.

export { serve, type Client, type ServeOptions } from "./serve.ts";
