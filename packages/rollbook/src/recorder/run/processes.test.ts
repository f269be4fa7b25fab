// Which files a process writes to: those it only reads are other sessions, which Codex looks through at its start.

import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesWritten } from "./processes.ts";

test.skipIf(process.platform !== "linux")("files that are open to be read are left out", () => {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), "rollbook-processes-"));
  const paths = ["added", "written", "both", "read"].map((name) => join(directory, name));
  const [added = "", written = "", both = "", read = ""] = paths;
  const files = [openSync(added, "a"), openSync(written, "w"), openSync(both, "w+")];
  closeSync(openSync(read, "w"));
  files.push(openSync(read, "r"));
  try {
    const found = filesWritten(process.pid).filter((path) => path.startsWith(directory));
    expect(found.toSorted()).toEqual([added, both, written].toSorted());
  } finally {
    for (const file of files) closeSync(file);
    rmSync(directory, { recursive: true });
  }
});
