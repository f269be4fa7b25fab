// The files a session changed, one under the other, by their folders.

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { FileChange } from "../../source/contract.ts";
import { visible } from "../../text/visible.ts";

interface FileListProps {
  readonly files: readonly FileChange[];
  /** Its name; null: all of them. */
  readonly chosen: string | null;
  readonly choose: (name: string | null) => void;
}

const LETTERS: Readonly<Record<FileChange["kind"], string>> = {
  added: "A",
  deleted: "D",
  modified: "M",
  renamed: "R",
  unchanged: "=",
};

export function FileList({ files, chosen, choose }: FileListProps): ReactNode {
  const place = useRef<HTMLElement>(null);
  // Who came here by a key goes on by keys.
  useEffect(() => {
    if (document.activeElement === document.body)
      place.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus();
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key] ?? 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(place.current?.querySelectorAll("button") ?? [])];
    const button = buttons[buttons.findIndex((each) => each === document.activeElement) + step];
    button?.focus();
    button?.click();
  };
  return (
    <nav className="file-list" aria-label="Files changed" ref={place} onKeyDown={onKey}>
      <button type="button" aria-current={chosen === null} onClick={() => choose(null)}>
        <span className="file-letter" />
        <span className="file-name">All files</span>
        <Counts added={sum(files, "lines_added")} removed={sum(files, "lines_removed")} />
      </button>
      {files.map(({ name, path, kind, lines_added, lines_removed }) => {
        const cut = name.lastIndexOf("/") + 1;
        return (
          <button
            key={path}
            type="button"
            aria-current={name === chosen}
            title={visible(name)}
            onClick={() => choose(name)}
          >
            <span className={`file-letter file-kind ${kind}`} aria-label={kind} role="img">
              {LETTERS[kind]}
            </span>
            <span className="file-name">
              {visible(name.slice(cut))}{" "}
              <span className="file-folder">{visible(name.slice(0, Math.max(0, cut - 1)))}</span>
            </span>
            <Counts added={lines_added} removed={lines_removed} />
          </button>
        );
      })}
    </nav>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function Counts({
  added,
  removed,
}: {
  readonly added: number | null;
  readonly removed: number | null;
}): ReactNode {
  return (
    <span className="counts">
      <span className="plus">+{added ?? "?"}</span> <span className="minus">−{removed ?? "?"}</span>
    </span>
  );
}

/** Of those that tell it. */
export function sum(files: readonly FileChange[], of: "lines_added" | "lines_removed"): number {
  return files.reduce((total, file) => total + (file[of] ?? 0), 0);
}
