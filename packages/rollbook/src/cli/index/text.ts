// How an index stands, for people.

import type { IndexStatus } from "../../refresh/index.ts";

export function statusText(status: IndexStatus): string {
  const { home, directory, detail, filling, sessions, indexed, passages, cut, bytes, size, unread } = status;
  if (detail === null) return `${home} has no index yet; rollbook index builds it in ${directory}\n`;
  const share = bytes === 0 ? "" : `, ${((100 * size) / bytes).toFixed(1)} % of them`;
  const lines = [
    `home       ${home}`,
    `index      ${directory}${detail === "none" ? " (compact)" : ""}`,
    `sessions   ${indexed} of ${sessions}${filling ? ", and more are being read" : ""}`,
    `passages   ${passages}${cut > 0 ? `, ${cut} of them by their beginnings only` : ""}`,
    `read       ${megabytes(bytes)}`,
    `size       ${megabytes(size)}${share}`,
  ];
  if (unread > 0) lines.push(`unread     ${unread} sessions of which files could not be read; rollbook check says why`);
  return `${lines.join("\n")}\n`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}
