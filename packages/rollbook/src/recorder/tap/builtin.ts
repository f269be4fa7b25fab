// Node's own modules, each loaded when it is wanted: memory is short, and most runs want only some of them.

/** An import of "node:http" would load its browser classes as well, 15 MB that nobody needs here. */
export const http = (): typeof import("node:http") => process.getBuiltinModule("node:http");
export const https = (): typeof import("node:https") => process.getBuiltinModule("node:https");
export const tls = (): typeof import("node:tls") => process.getBuiltinModule("node:tls");
export const zlib = (): typeof import("node:zlib") => process.getBuiltinModule("node:zlib");
