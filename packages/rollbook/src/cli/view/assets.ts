// Where the built viewer is: beside the bundle, or in the repository, where it is built when it is wanted.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A directory; null where there is none, and `note` is told why. */
export async function viewerAssets(note: (line: string) => void): Promise<string | null> {
  if (!import.meta.url.endsWith(".ts")) {
    const built = fileURLToPath(new URL("./web", import.meta.url));
    if (existsSync(built)) return built;
    note("the viewer is not part of this installation; the interface under /api/ answers all the same");
    return null;
  }
  const source = new URL("../../../../web/build.ts", import.meta.url);
  if (!existsSync(source)) {
    note("there is no viewer in this repository; the interface under /api/ answers all the same");
    return null;
  }
  const { ensureWeb } = (await import(source.href)) as { readonly ensureWeb: () => Promise<string> };
  return ensureWeb();
}
