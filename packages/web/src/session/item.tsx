// One item of the transcript: what it is, how it ended, and as much of it as is unfolded.

import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import type { Row } from "../source/contract.ts";
import { clock, duration } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { Arguments } from "./arguments.tsx";
import { useSession } from "./context.ts";
import { useEntry } from "./entries.ts";
import { measureOf } from "./fold.ts";
import { NAMES } from "./kinds.ts";
import { Parts } from "./parts.tsx";
import { RawPeek } from "./peek.tsx";
import { ToldOfItem } from "./told.tsx";
import "./item.css";

interface ItemProps {
  readonly row: Row;
  readonly unfolded: boolean;
  /** It was done by the cell above it. */
  readonly inside: boolean;
}

export const ItemLine = memo(function ItemLine({ row, unfolded, inside }: ItemProps): ReactNode {
  const { entries, toggle, showRaw, threadLink } = useSession();
  const entry = useEntry(entries, row.position);
  const { kind, state, exit_code, duration_ms, at, position } = row;
  const measure = measureOf(kind, unfolded);
  const title = entry?.view.title ?? row.title;
  const bad = state === "failed" || kind === "damage";
  return (
    <div className={`item ${kind}${bad ? " bad" : ""}${inside ? " inside" : ""}`}>
      <span className="item-icon" title={NAMES[kind]}>
        <Icon name={kind} />
      </span>
      <div className="item-body">
        <div className="item-head">
          {SPOKEN.has(kind) && entry !== null ? (
            <div className="item-said">
              <Parts entry={entry} kind={kind} measure={measure} unfolded={unfolded} />
            </div>
          ) : null}
          <button
            type="button"
            className={SPOKEN.has(kind) && entry !== null ? "hidden-visually" : "item-title"}
            aria-expanded={unfolded}
            onClick={() => toggle(position)}
            title={unfolded ? "Fold (x)" : "Unfold (x)"}
          >
            <span className="hidden-visually">{NAMES[kind]} </span>
            <Title row={row} title={title} unfolded={unfolded} />
          </button>
          <span className="item-facts">
            {entry?.view.remarks.map((remark) => (
              <span key={remark} className="remark">
                {visible(remark)}
              </span>
            ))}
            <ToldOfItem row={row} unfolded={unfolded} />
            {kind === "change" && row.added + row.removed > 0 ? (
              <span className="counts">
                <span className="plus">+{row.added}</span> <span className="minus">−{row.removed}</span>
              </span>
            ) : null}
            <Ending state={state} exit={exit_code} />
            {duration_ms === null ? null : <span>{duration(duration_ms)}</span>}
            {at === null ? null : <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>}
            <button
              type="button"
              className="item-raw"
              onClick={() => showRaw(String(position))}
              title={`Show the lines behind this (r): line ${row.source.line}`}
              aria-label="Show the lines behind this"
            >
              <Icon name="lines" />
            </button>
          </span>
        </div>
        {kind === "call" && unfolded ? <Arguments position={position} /> : null}
        {entry === null ? (
          <div style={{ height: Math.max(0, Math.min(row.lines, measure.lines) - (SPOKEN.has(kind) ? 1 : 0)) * 19 }} />
        ) : SPOKEN.has(kind) ? null : (
          <Parts entry={entry} kind={kind} measure={measure} unfolded={unfolded} />
        )}
        {kind === "unknown" || kind === "damage" ? <RawPeek at={row.source} unfolded={unfolded} /> : null}
        {entry?.threads.map(({ id, key }) =>
          key === null || threadLink === null ? null : (
            <a key={id} className="thread-link" href={threadLink(key)}>
              <Icon name="link" /> Open {id}
            </a>
          ),
        )}
      </div>
    </div>
  );
});

/** Those who say what they are by their text. */
const SPOKEN: ReadonlySet<string> = new Set(["prompt", "answer"]);

function Title({
  row,
  title,
  unfolded,
}: {
  readonly row: Row;
  readonly title: string;
  readonly unfolded: boolean;
}): ReactNode {
  const { kind } = row;
  if (kind === "command") return <code className="command-line">{visible(clipTitle(title, unfolded))}</code>;
  if (SPOKEN.has(kind)) return <span>{unfolded ? "fold" : "unfold"}</span>;
  if (kind === "reasoning") return <span className="thought">{row.title === "" ? "sealed" : visible(row.title)}</span>;
  if (kind === "change") {
    const files = row.paths.length;
    const named = row.paths.slice(0, 3).join(", ");
    return (
      <span>{files === 0 ? visible(title) : visible(`${named}${files > 3 ? ` and ${files - 3} more` : ""}`)}</span>
    );
  }
  if (kind === "call") return <CallTitle title={clipTitle(title, unfolded)} />;
  return <span>{visible(clipTitle(title === "" ? row.title : title, unfolded))}</span>;
}

/** `server.tool(arguments)`, the name before the rest. */
function CallTitle({ title }: { readonly title: string }): ReactNode {
  const at = title.indexOf("(");
  if (at === -1) return <span>{visible(title)}</span>;
  return (
    <span>
      {visible(title.slice(0, at))}
      <code className="arguments">{visible(title.slice(at))}</code>
    </span>
  );
}

function clipTitle(title: string, unfolded: boolean): string {
  const most = unfolded ? 20_000 : 600;
  return title.length > most ? `${title.slice(0, most)} …` : title;
}

function Ending({ state, exit }: { readonly state: Row["state"]; readonly exit: number | null }): ReactNode {
  if (exit !== null && exit !== 0) return <span className="ending failed">exit {exit}</span>;
  if (state === null || state === "completed") return null;
  return <span className={`ending ${state}`}>{state === "open" ? "no end on record" : state}</span>;
}
