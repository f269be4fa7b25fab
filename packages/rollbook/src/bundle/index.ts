// Bundles: a session's files in one archive, and out of it again.

export { BUNDLE_MANIFEST, BUNDLE_VERSION, type BundleFile, type BundleManifest } from "./contract.ts";
export { gatherSession, type Gathered } from "./gather.ts";
export { packBundle } from "./pack.ts";
export { spool, type Spooled } from "./spool.ts";
export { BadBundle, unpackBundle } from "./unpack.ts";
