// The files a session changed: each with its changes, and all of them in one diff.

import { memo, type ReactNode, useEffect, useMemo, useState } from "react";
import { Icon } from "../app/icon.tsx";
import type { FileChange, Source } from "../source/contract.ts";
import type { Outline } from "../source/outline.ts";
import { Diff } from "../text/diff.tsx";
import { plural } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import "./files.css";

/** Lines of a diff that are shown before it is unfolded, and after. */
const SHORT = 40;
const LONG = 2000;

interface FilesProps {
  readonly source: Source;
  readonly outline: Outline;
  readonly split: boolean;
  readonly go: (key: string) => void;
}

export const Files = memo(function Files({ source, outline, split, go }: FilesProps): ReactNode {
  const [files, setFiles] = useState<readonly FileChange[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { done } = outline;
  const size = outline.byPosition.size;
  useEffect(() => {
    if (!done) return undefined;
    let here = true;
    source.files().then(
      (found) => here && setFiles(found),
      (error: unknown) => here && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      here = false;
    };
  }, [source, done, size]);
  const sum = (of: (file: FileChange) => number | null): number =>
    (files ?? []).reduce((total, file) => total + (of(file) ?? 0), 0);
  return (
    <div className="files" tabIndex={0} role="region" aria-label="Files changed">
      {failure === null ? null : <p className="fact">{visible(failure)}</p>}
      {files === null ? null : files.length === 0 ? (
        <p className="fact">No change of a file is on record. Commands may have changed some all the same.</p>
      ) : (
        <header className="files-head">
          <h2>{plural(files.length, "file")} changed</h2>
          <span className="counts">
            <span className="plus">+{sum(({ lines_added }) => lines_added)}</span>{" "}
            <span className="minus">−{sum(({ lines_removed }) => lines_removed)}</span>
          </span>
          <span className="space" />
          <Download files={files} name={source.name} />
        </header>
      )}
      {files?.map((file) => (
        <OneFile key={`${file.old_name} ${file.name}`} file={file} outline={outline} split={split} go={go} />
      ))}
    </div>
  );
});

function Download({ files, name }: { readonly files: readonly FileChange[]; readonly name: string }): ReactNode {
  const patches = files.flatMap(({ patch }) => patch ?? []);
  const save = (): void => {
    const address = URL.createObjectURL(new Blob(patches, { type: "text/x-diff" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name.replace(/\.jsonl?(?:\.zst)?$/, "")}.patch`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <button type="button" className="button" disabled={patches.length === 0} onClick={save}>
      Save as patch{patches.length < files.length ? ` (${patches.length} of ${files.length})` : ""}
    </button>
  );
}

interface OneFileProps {
  readonly file: FileChange;
  readonly outline: Outline;
  readonly split: boolean;
  readonly go: (key: string) => void;
}

function OneFile({ file, outline, split, go }: OneFileProps): ReactNode {
  const { name, old_name, kind, lines_added, lines_removed, patch, reasons, changes } = file;
  const links = useMemo(
    () =>
      changes
        .filter(({ turn }, index) => turn !== changes[index - 1]?.turn)
        .map(({ turn, item }) => ({
          turn,
          position: outline.turns.find(({ head }) => head.index === turn)?.rows.find(({ id }) => id === item)?.position,
        })),
    [changes, outline],
  );
  const title = old_name === null ? name : `${old_name} → ${name}`;
  return (
    <section className="file-change" aria-label={title}>
      <header className="diff-head">
        <span className={`file-kind ${kind}`}>{kind}</span>
        <h3 className="path">{visible(title)}</h3>
        <span className="file-turns">
          {links.map(({ turn, position }, index) => (
            <button
              key={index}
              type="button"
              onClick={() => go(position === undefined ? `t${turn}` : String(position))}
            >
              turn {turn + 1}
            </button>
          ))}
        </span>
        <span className="counts">
          <span className="plus">+{lines_added ?? "?"}</span> <span className="minus">−{lines_removed ?? "?"}</span>
        </span>
      </header>
      {patch === null ? (
        <>
          <p className="file-reasons">
            <Icon name="note" />
            <span>
              The change as a whole is not known{reasons.length === 0 ? "" : `: ${visible(reasons.join("; "))}`}. Each
              by itself:
            </span>
          </p>
          {changes.map((change, index) =>
            change.patch === null ? null : <Patch key={index} text={change.patch} split={split} label={title} />,
          )}
        </>
      ) : (
        <Patch text={patch} split={split} label={title} />
      )}
    </section>
  );
}

function Patch({
  text,
  split,
  label,
}: {
  readonly text: string;
  readonly split: boolean;
  readonly label: string;
}): ReactNode {
  const [most, setMost] = useState(SHORT);
  const lines = useMemo(() => patchLines(text), [text]);
  const shown = useMemo(() => lines.slice(0, most), [lines, most]);
  return (
    <>
      <Diff lines={shown} split={split} label={`Diff of ${label}`} />
      {shown.length < lines.length ? (
        <button type="button" className="more" onClick={() => setMost(most + LONG)}>
          Show all: {plural(lines.length - shown.length, "more line")}
        </button>
      ) : null}
    </>
  );
}

/** The lines of the hunks of a patch of one file. */
export function patchLines(patch: string): readonly string[] {
  const lines = patch.replace(/\n$/, "").split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return first === -1 ? [] : lines.slice(first).filter((line) => /^(?:[-+ ]|@@)/.test(line));
}
