// What became of one file: one diff where that is known, else each change by itself.

import type { ReactNode } from "react";
import type { FileChange } from "../../source/contract.ts";
import type { Outline } from "../../source/outline.ts";
import { Doubts } from "./doubts.tsx";
import { Patch } from "./patch.tsx";

interface FileDiffProps {
  readonly file: FileChange;
  readonly outline: Outline;
  readonly split: boolean;
  readonly whole: boolean;
  readonly go: (key: string) => void;
}

export function FileDiff({ file, outline, split, whole, go }: FileDiffProps): ReactNode {
  const { name, patch, reasons, changes } = file;
  if (patch !== null) return <Patch text={patch} split={split} label={name} whole={whole} />;
  return (
    <>
      <Doubts
        said="The change as a whole is not known, so each stands by itself."
        doubts={reasons}
        {...{ outline, go }}
      />
      {changes.map((change, index) =>
        change.patch === null ? null : (
          <Patch key={index} text={change.patch} split={split} label={name} whole={whole} />
        ),
      )}
    </>
  );
}
