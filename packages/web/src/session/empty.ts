// What stands where no line of a session can be shown.

import type { Outline } from "../source/outline.ts";

export function emptyText({ done, failure, read, size }: Outline, filtered: boolean): string {
  if (failure !== null) return failure;
  if (!done) return size === 0 ? "" : `Reading: ${Math.round((read / size) * 100)} %`;
  return filtered ? "Nothing passes the filter. Esc clears it." : "There is nothing to be shown.";
}
