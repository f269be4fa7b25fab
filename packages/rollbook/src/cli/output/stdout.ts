// Standard output.

import { type Output, writeToDescriptor } from "./descriptor.ts";

export function openStdout(): Output {
  return writeToDescriptor(1, "standard output");
}
