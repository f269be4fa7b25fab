// Patches as a file that git can apply.

import type { ReactNode } from "react";
import type { FileChange } from "../../source/contract.ts";

interface SaveProps {
  readonly files: readonly FileChange[];
  /** Of the session, or the file. */
  readonly name: string;
}

export function SavePatch({ files, name }: SaveProps): ReactNode {
  const patches = files.flatMap(({ patch }) => patch ?? []);
  const save = (): void => {
    const address = URL.createObjectURL(new Blob(patches, { type: "text/x-diff" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name.replace(/\.jsonl?(?:\.zst)?$/, "").replaceAll(/[^\w.-]+/g, "-")}.patch`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <button type="button" className="button" disabled={patches.length === 0} onClick={save}>
      Save as patch{patches.length < files.length ? ` (${patches.length} of ${files.length})` : ""}
    </button>
  );
}
