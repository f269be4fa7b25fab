// What every answer says to a browser: what a page of this server may load, and who may load anything of it.

import { STYLE_SOURCE } from "./pages.ts";

const POLICY = [
  "default-src 'none'",
  // Core's searches in bytes are WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' ${STYLE_SOURCE}`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

export const SAFE: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
};

/** With the form of the door: under `no-referrer` a browser would say that it comes from nowhere, which is refused. */
export const ASKING: Readonly<Record<string, string>> = { "referrer-policy": "same-origin" };

/** What somebody's sessions say is nobody else's, and is told anew each time. */
export const PRIVATE: Readonly<Record<string, string>> = { ...SAFE, "cache-control": "no-store" };
