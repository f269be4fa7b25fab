// What is missing from a lock file is found, wherever it may stand.

import { expect, test } from "vitest";
import { missingFromLock } from "./lock.ts";

test("a package of another platform that is not locked, or locked in another version", () => {
  const packages = {
    "": { optionalDependencies: { "tool-linux": "1.0.0" } },
    "node_modules/tool-linux": { version: "1.0.0" },
    "node_modules/a": {
      version: "2.0.0",
      optionalDependencies: { "a-linux": "2.0.0", "a-mac": "2.0.0", "a-win": "2.0.0" },
    },
    "node_modules/a-linux": { version: "2.0.0" },
    "node_modules/a-win": { version: "1.9.0" },
  };
  expect(missingFromLock(packages)).toEqual(["a-mac@2.0.0 of node_modules/a", "a-win@2.0.0 of node_modules/a"]);
});

test("a nested package finds its own beside itself before those above", () => {
  const packages = {
    "node_modules/x/node_modules/a": {
      version: "1.0.0",
      optionalDependencies: { "a-mac": "1.0.0", "a-linux": "1.0.0" },
    },
    "node_modules/x/node_modules/a-mac": { version: "1.0.0" },
    "node_modules/a-mac": { version: "2.0.0" },
    "node_modules/a-linux": { version: "1.0.0" },
  };
  expect(missingFromLock(packages)).toEqual([]);
});

test("a range is fitted by what npm has locked for it", () => {
  const packages = {
    "node_modules/v": { version: "1.0.0", optionalDependencies: { "fs-thing": "~2.3.3" } },
    "node_modules/fs-thing": { version: "2.3.9" },
  };
  expect(missingFromLock(packages)).toEqual([]);
});
