// The handshake.

import { arch, platform, release, type } from "node:os";
import type { Json } from "rollbook-core";
import { optional, required, string, struct } from "./params.ts";
import type { Service } from "./service.ts";

/** The Codex whose protocol is spoken: clients read a version out of the user agent. */
export const PROTOCOL_VERSION = "0.169.0";

const anything = (): null => null;

export const InitializeParams = struct("InitializeParams", {
  clientInfo: required(
    struct("ClientInfo", { name: required(string), title: optional(string), version: required(string) }),
  ),
  capabilities: optional(anything),
});

export function initialize({ homes, version }: Service, { clientInfo }: ReturnType<typeof InitializeParams>): Json {
  const { name, version: client } = clientInfo;
  const system = `${type()} ${release()}; ${arch()}`;
  return {
    userAgent: `${name}/${PROTOCOL_VERSION} (${system}) rollbook/${version} (${name}; ${client})`,
    codexHome: homes.paths[0] ?? "",
    platformFamily: platform() === "win32" ? "windows" : "unix",
    platformOs: SYSTEMS[platform()] ?? platform(),
  };
}

const SYSTEMS: Readonly<Record<string, string>> = { darwin: "macos", win32: "windows" };
