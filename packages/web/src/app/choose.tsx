// A button that opens files of this machine: one session, which may be several files.

import { type ReactNode, useRef } from "react";
import { Icon } from "./icon.tsx";

interface ChooseFilesProps {
  readonly take: (files: readonly File[]) => void;
  readonly className: string;
  /** What it is called where its words are not in sight. */
  readonly name: string;
  readonly children: ReactNode;
}

export function ChooseFiles({ take, className, name, children }: ChooseFilesProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} aria-label={name} onClick={() => field.current?.click()}>
        <Icon name="file" /> {children}
      </button>
      <input
        ref={field}
        type="file"
        multiple
        className="hidden-visually"
        accept=".jsonl,.zst,.json,.recorded"
        aria-label="Session files"
        tabIndex={-1}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same files may be chosen again.
          target.value = "";
          if (files.length > 0) take(files);
        }}
      />
    </>
  );
}
