// Node's zlib, loaded when a session is compressed: few are, and it takes a tenth of the time of a start.

export function zlib(): typeof import("node:zlib") {
  return process.getBuiltinModule("node:zlib");
}
