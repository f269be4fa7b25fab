// The files a session changed: all of them in one diff, or one with its history, its states and the other sessions.

import { memo, type ReactNode, useEffect, useState } from "react";
import type { FileChange, Source } from "../../source/contract.ts";
import type { Outline } from "../../source/outline.ts";
import { plural } from "../../text/figures.ts";
import { visible } from "../../text/visible.ts";
import type { FileLook, SearchPatch, SessionSearch } from "../search.ts";
import { FileDiff } from "./diff.tsx";
import { FileHistory } from "./history.tsx";
import { Counts, FileList, sum } from "./list.tsx";
import { lineOf } from "./places.ts";
import { SavePatch } from "./save.tsx";
import { FileSessions } from "./sessions.tsx";
import { FileAtTurn } from "./state.tsx";
import "./files.css";

interface FilesProps {
  readonly source: Source;
  readonly outline: Outline;
  readonly search: SessionSearch;
  readonly change: (patch: SearchPatch) => void;
  readonly go: (key: string) => void;
  readonly link: ((key: string) => string) | null;
}

export const Files = memo(function Files(props: FilesProps): ReactNode {
  const { source, outline, search, change } = props;
  const { files, failure } = useFiles(source, outline);
  const file = files?.find(({ name }) => name === search.file) ?? null;
  return (
    <div className="files" role="region" aria-label="Files changed">
      {files === null || files.length === 0 ? (
        <p className="fact files-none" role="status">
          {failure !== null
            ? visible(failure)
            : files === null
              ? "What became of the files is being put together."
              : "No change of a file is on record. Commands may have changed some all the same."}
        </p>
      ) : (
        <>
          <FileList
            files={files}
            chosen={file?.name ?? null}
            choose={(name) => change({ file: name ?? undefined, after: undefined })}
          />
          <div className="file-shown" tabIndex={0} role="region" aria-label={visible(file?.name ?? "All files")}>
            {file === null ? <AllFiles {...props} files={files} /> : <OneFile key={file.path} {...props} file={file} />}
          </div>
        </>
      )}
    </div>
  );
});

interface Told {
  readonly files: readonly FileChange[] | null;
  readonly failure: string | null;
}

function useFiles(source: Source, { done, byPosition: { size } }: Outline): Told {
  const [told, setTold] = useState<Told>({ files: null, failure: null });
  useEffect(() => {
    if (!done) return undefined;
    let here = true;
    source.files().then(
      (files) => here && setTold({ files, failure: null }),
      (error: unknown) =>
        here && setTold({ files: null, failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      here = false;
    };
  }, [source, done, size]);
  return told;
}

function AllFiles({
  files,
  source,
  outline,
  search,
  change,
  go,
}: FilesProps & { readonly files: readonly FileChange[] }): ReactNode {
  return (
    <>
      <header className="files-head">
        <h2>{plural(files.length, "file")} changed</h2>
        <Counts added={sum(files, "lines_added")} removed={sum(files, "lines_removed")} />
        <span className="space" />
        <SavePatch files={files} name={source.name} />
      </header>
      {files.map((file) => (
        <section key={file.path} className="file-change" aria-label={titleOf(file)}>
          <header className="diff-head">
            <span className={`file-kind ${file.kind}`}>{file.kind}</span>
            <h3 className="path">
              <button type="button" onClick={() => change({ file: file.name })}>
                {visible(titleOf(file))}
              </button>
            </h3>
            <Turns file={file} outline={outline} go={go} />
            <Counts added={file.lines_added} removed={file.lines_removed} />
          </header>
          <FileDiff file={file} outline={outline} split={search.split === true} whole={false} go={go} />
        </section>
      ))}
    </>
  );
}

/** The turns that changed it, each once. */
function Turns({
  file: { changes },
  outline,
  go,
}: Pick<FilesProps, "outline" | "go"> & { readonly file: FileChange }): ReactNode {
  return (
    <span className="file-turns">
      {changes
        .filter(({ turn }, index) => turn !== changes[index - 1]?.turn)
        .map(({ turn, item }, index) => (
          <button key={index} type="button" onClick={() => go(lineOf(outline, turn, item))}>
            turn {turn + 1}
          </button>
        ))}
    </span>
  );
}

const LOOKS: readonly (readonly [look: FileLook | null, told: string])[] = [
  [null, "Diff"],
  ["history", "History"],
  ["state", "At a turn"],
  ["sessions", "Other sessions"],
];

function OneFile({
  file,
  source,
  outline,
  search,
  change,
  go,
  link,
}: FilesProps & { readonly file: FileChange }): ReactNode {
  const { look, after } = search;
  const split = search.split === true;
  return (
    <>
      <header className="files-head">
        <span className={`file-kind ${file.kind}`}>{file.kind}</span>
        <h2 className="path">{visible(titleOf(file))}</h2>
        <Counts added={file.lines_added} removed={file.lines_removed} />
        <span className="space" />
        <SavePatch files={[file]} name={file.name} />
      </header>
      <div className="file-looks" role="tablist" aria-label="What of it">
        {LOOKS.map(([name, told]) => (
          <button
            key={told}
            type="button"
            role="tab"
            aria-selected={(look ?? null) === name}
            onClick={() => change({ look: name ?? undefined })}
          >
            {told}
            {name === "history" ? <span className="chip-count"> {file.changes.length}</span> : null}
          </button>
        ))}
      </div>
      {look === undefined ? (
        <div className="file-change">
          <FileDiff whole {...{ file, outline, split, go }} />
        </div>
      ) : look === "history" ? (
        <FileHistory {...{ file, outline, split, go }} showAfter={(turn) => change({ look: "state", after: turn })} />
      ) : look === "state" ? (
        <FileAtTurn
          {...{ source, file, outline, go }}
          after={after ?? null}
          setAfter={(turn) => change({ after: turn })}
        />
      ) : (
        <FileSessions path={file.path} {...{ source, split, link }} />
      )}
    </>
  );
}

function titleOf({ old_name, name }: FileChange): string {
  return old_name === null ? name : `${old_name} → ${name}`;
}
