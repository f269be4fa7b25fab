// The module of the searches that is kept is the one its functions make; `npx vitest -u` on this file writes it anew.

import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { assemble } from "./assemble.ts";

test("the module that is kept is the one that is put together", async () => {
  const text = Buffer.from(assemble()).toString("base64");
  const file = `// Made by assemble.test.ts: the bytes of the module that assemble.ts puts together.\n\nexport const SEARCHES =\n  "${text}";\n`;
  await expect(file).toMatchFileSnapshot(fileURLToPath(new URL("searches.data.ts", import.meta.url)));
});
