// The history of a file across sessions: who else changed it, the newest first, each with what it did to it.

import { type ReactNode, useEffect, useState } from "react";
import { createChanged } from "../../source/changed.ts";
import type { FileChange, FileVisits, Source } from "../../source/contract.ts";
import { clock, day, plural } from "../../text/figures.ts";
import { visible } from "../../text/visible.ts";
import { Counts } from "./list.tsx";
import { Patch } from "./patch.tsx";

/** Between two questions while an index is being filled, in milliseconds. */
const AGAIN = 1500;

interface FileSessionsProps {
  readonly source: Source;
  readonly path: string;
  readonly split: boolean;
  readonly link: ((key: string) => string) | null;
}

export function FileSessions({ source, path, split, link }: FileSessionsProps): ReactNode {
  const { visits, failure } = useVisits(source, path);
  if (source.touching === null) return <p className="fact">Other sessions are known to a server only.</p>;
  if (failure !== null) return <p className="fact">{visible(failure)}</p>;
  if (visits === null) return null;
  const { sessions, total, filling } = visits;
  return (
    <>
      <p className="fact" role="status">
        {total === 1 ? "No other session is known to have changed it." : `${plural(total, "session")} changed it.`}
        {filling ? " The index is being filled: there may be more." : ""}
        {total > sessions.length ? ` The ${sessions.length} newest are shown.` : ""}
      </p>
      <ol className="file-history">
        {sessions.map(({ key, title, created, own }) => (
          <li key={key} className="file-change">
            <header className="diff-head">
              <span className="file-when">
                {day(created)} {clock(created).slice(0, 5)}
              </span>
              <h3 className="file-prompt">
                {own || link === null ? (
                  visible(title.slice(0, 200))
                ) : (
                  <a href={link(key)}>{visible(title.slice(0, 200))}</a>
                )}
              </h3>
              {own ? <span className="badge">this one</span> : null}
            </header>
            {own ? null : <Visit session={key} path={path} split={split} />}
          </li>
        ))}
      </ol>
    </>
  );
}

interface Told {
  readonly visits: FileVisits | null;
  readonly failure: string | null;
}

function useVisits({ touching }: Source, path: string): Told {
  const [told, setTold] = useState<Told>({ visits: null, failure: null });
  useEffect(() => {
    if (touching === null) return undefined;
    let here = true;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      try {
        const visits = await touching(path);
        if (!here) return;
        setTold({ visits, failure: null });
        if (visits.filling) timer = setTimeout(() => void look(), AGAIN);
      } catch (error) {
        if (here) setTold({ visits: null, failure: error instanceof Error ? error.message : String(error) });
      }
    };
    void look();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [touching, path]);
  return told;
}

/** What another session did to it, read when it is unfolded. */
function Visit({
  session,
  path,
  split,
}: {
  readonly session: string;
  readonly path: string;
  readonly split: boolean;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<FileChange | string | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    let here = true;
    createChanged(session)
      .files()
      .then(
        (files) => here && setFile(files.find((each) => each.path === path) ?? "In the end nothing was different."),
        (error: unknown) => here && setFile(error instanceof Error ? error.message : String(error)),
      );
    return () => {
      here = false;
    };
  }, [open, session, path]);
  if (!open) {
    return (
      <button type="button" className="more" aria-expanded="false" onClick={() => setOpen(true)}>
        What it did
      </button>
    );
  }
  if (file === null) return <p className="fact file-note">It is being read.</p>;
  if (typeof file === "string") return <p className="fact file-note">{visible(file)}</p>;
  return (
    <>
      <p className="file-note">
        {plural(file.changes.length, "change")} <Counts added={file.lines_added} removed={file.lines_removed} />
      </p>
      {file.patch === null ? (
        file.changes.map((change, index) =>
          change.patch === null ? null : <Patch key={index} text={change.patch} split={split} label={file.name} />,
        )
      ) : (
        <Patch text={file.patch} split={split} label={file.name} />
      )}
    </>
  );
}
