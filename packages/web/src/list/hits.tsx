// What was found in the texts of all sessions while one types: where, and the words in their place.

import type { SearchHit, SearchPage } from "rollbook-api";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useState } from "react";
import { ApiError, ask } from "../source/api.ts";
import { clock, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import "./hits.css";

/** Hits that are asked for. */
const MOST = 30;
/** Texts are looked for this long after the last key, and again while the index is being filled, in milliseconds. */
const PAUSE = 200;
const AGAIN = 1500;

interface HitsProps {
  readonly words: string;
  readonly linkTo: (key: string, at: string | null) => string;
  readonly open: (key: string, at: string | null) => void;
  readonly list: Ref<HTMLElement>;
}

export function Hits({ words, linkTo, open, list }: HitsProps): ReactNode {
  const { page, failure } = useSearch(words);
  if (words === "" || (page === null && failure === null)) return null;
  const hits = page?.hits ?? [];
  return (
    <section className="hits" aria-label="Found in sessions" ref={list} onKeyDown={alongLinks}>
      <h2>
        {hits.length === 0 ? "Nothing found in what was said and done" : "Found in what was said and done"}
        {page?.filling === true ? <span className="fact"> · the index is being filled</span> : null}
      </h2>
      {[...(failure === null ? [] : [failure]), ...(page?.notes ?? [])].map((note) => (
        <p key={note} className="fact">
          {visible(note)}
        </p>
      ))}
      {hits.map((hit, index) => (
        <Hit key={index} hit={hit} linkTo={linkTo} open={open} />
      ))}
      {page?.more === true ? <p className="fact">There are more; `rollbook search` lists them all.</p> : null}
    </section>
  );
}

function Hit({ hit, linkTo, open }: Pick<HitsProps, "linkTo" | "open"> & { readonly hit: SearchHit }): ReactNode {
  const { key, title, session_id, project, kind, tool, time, snippet } = hit;
  const [source] = hit.sources;
  const at = source === undefined || source.file === null ? null : `b${source.file}.${source.offset}`;
  const moment = Date.parse(time ?? "");
  const told = (
    <>
      <span className="hit-kind">{visible(tool ?? kind)}</span>
      <span className="hit-text">{snippet === null ? "" : <Marked {...snippet} />}</span>
      <span className="hit-session">{visible(title ?? session_id ?? project ?? "")}</span>
      <span className="hit-time">{Number.isNaN(moment) ? "" : `${day(moment)} ${clock(moment).slice(0, 5)}`}</span>
    </>
  );
  if (key === null) return <div className="hit">{told}</div>;
  return (
    <a
      className="hit"
      href={linkTo(key, at)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        open(key, at);
      }}
    >
      {told}
    </a>
  );
}

type MarkedProps = NonNullable<SearchHit["snippet"]>;

function Marked({ text, marks, more_before, more_after }: MarkedProps): ReactNode {
  const pieces: ReactNode[] = [more_before ? "…" : ""];
  let from = 0;
  for (const [start = 0, end = 0] of marks) {
    if (start < from || end <= start) continue;
    pieces.push(visible(text.slice(from, start)), <mark key={start}>{visible(text.slice(start, end))}</mark>);
    from = end;
  }
  return [...pieces, visible(text.slice(from)), more_after ? "…" : ""];
}

/** Arrows go from hit to hit. */
function alongLinks(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  links[links.findIndex((link) => link === document.activeElement) + step]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

interface Found {
  readonly page: SearchPage | null;
  /** Why nothing was looked for: what is wrong with the words, or with the server. */
  readonly failure: string | null;
}

const NOTHING: Found = { page: null, failure: null };

/** What was found before stays until there is something else. */
function useSearch(words: string): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  useEffect(() => {
    if (words.trim() === "") {
      setFound(NOTHING);
      return undefined;
    }
    let here = true;
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      ask("search", {}, { q: words, limit: MOST }).then(
        (page) => {
          if (here && page.filling) timer = setTimeout(look, AGAIN);
          return here && setFound({ page, failure: null });
        },
        (error: unknown) => here && setFound({ page: null, failure: error instanceof ApiError ? error.message : null }),
      );
    };
    timer = setTimeout(look, PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [words]);
  return found;
}
