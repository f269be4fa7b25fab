// The lines behind an item: file, line, offset, and what stands there.

import { type ReactNode, useState } from "react";
import { Icon } from "../app/icon.tsx";
import type { SessionFacts, Source, Whereabouts } from "../source/contract.ts";
import { Bytes } from "../text/bytes.tsx";
import { count, plural } from "../text/figures.ts";
import { indentJson, JsonText } from "../text/json.tsx";
import { visible } from "../text/visible.ts";
import { type Entries, useEntry } from "./entries.ts";
import { useBytes } from "./peek.tsx";
import "./raw.css";

interface RawProps {
  readonly source: Source;
  readonly entries: Entries;
  readonly position: number;
  readonly facts: SessionFacts | null;
  readonly close: () => void;
}

/** So many lines are shown at once; an item is seldom made of more than four. */
const MOST_LINES = 20;
/** Bytes of a line that are shown. */
const MOST = 256 << 10;

export function RawPanel({ source, entries, position, facts, close }: RawProps): ReactNode {
  const [indented, setIndented] = useState(true);
  const entry = useEntry(entries, position);
  const sources = entry?.sources ?? [];
  return (
    <aside className="raw" aria-label="Lines behind this">
      <header className="raw-head">
        <h2>{sources.length === 0 ? "Lines" : plural(sources.length, "line")} behind this</h2>
        <span className="space" />
        <button type="button" className="button plain" aria-pressed={indented} onClick={() => setIndented(!indented)}>
          Indent
        </button>
        <button type="button" className="button plain" onClick={close} aria-label="Close" title="Close (r)">
          <Icon name="close" />
        </button>
      </header>
      <div className="raw-lines" tabIndex={0} role="region" aria-label="Lines">
        {sources.slice(0, MOST_LINES).map((at, index) => (
          <RawLine
            key={`${position} ${index}`}
            source={source}
            at={at}
            path={facts?.files[at.file]?.path ?? source.name}
            indented={indented}
          />
        ))}
        {sources.length > MOST_LINES ? <p className="fact">{count(sources.length - MOST_LINES)} more lines</p> : null}
      </div>
    </aside>
  );
}

interface RawLineProps {
  readonly source: Source;
  readonly at: Whereabouts;
  readonly path: string;
  readonly indented: boolean;
}

function RawLine({ source, at, path, indented }: RawLineProps): ReactNode {
  const bytes = useBytes(source.bytes, at, MOST);
  const json = indented && bytes?.length === 1 && at.length <= MOST ? indentJson(bytes[0]?.text ?? "") : null;
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return (
    <section className="raw-line">
      <h3>
        line {count(at.line)}
        <span className="whereabouts" title={visible(path)}>
          {visible(name)} · offset {count(at.offset)} · {plural(at.length, "byte")}
        </span>
      </h3>
      {bytes === null ? null : json === null ? <Bytes bytes={bytes} /> : <JsonText text={json} />}
      {bytes !== null && at.length > MOST ? <p className="fact">{count(at.length - MOST)} more bytes</p> : null}
    </section>
  );
}
