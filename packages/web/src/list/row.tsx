// One session of the list.

import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import { bytes, clock, count, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { FIGURES, sayFigures, SIZE } from "./columns.ts";
import { type Known, titleOf } from "./entry.ts";
import type { RowLine } from "./lines.ts";

interface ListRowProps {
  readonly line: RowLine;
  readonly known: Known | undefined;
  readonly live: boolean;
  readonly byProject: boolean;
  readonly toggle: (key: string) => void;
}

export const ListRow = memo(function ListRow({ line, known, live, byProject, toggle }: ListRowProps): ReactNode {
  const { row, depth, children, unfolded } = line;
  const { created, kind, archived, forked, problems, project, branch, size } = row;
  const facets = known?.facets;
  const errors = facets?.errors ?? 0;
  const title = titleOf(row, known);
  return (
    <>
      <span className="list-fold" style={{ width: 20 + depth * 16 }}>
        {children > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={unfolded}
            aria-label={`${children} agents and forks`}
            title={`${children} agents and forks (x)`}
            onClick={(event) => {
              event.preventDefault();
              toggle(row.key);
            }}
          >
            <Icon name="fold" />
          </button>
        ) : null}
      </span>
      <span className="list-time" title={`${day(created)} ${clock(created)}`}>
        {byProject || line.group === "live" ? day(created).slice(5) : clock(created).slice(0, 5)}
      </span>
      <span className={title === null ? "list-title untitled" : "list-title"}>
        {live ? <span className="live" role="img" aria-label="live" title="Being written" /> : null}
        {visible((title ?? row.id ?? row.path).slice(0, 300))}
        {children > 0 ? <span className="list-children"> +{children}</span> : null}
      </span>
      <span className="list-tags">
        {kind === "interactive" ? null : <span className="badge">{kind}</span>}
        {forked ? <span className="badge">fork</span> : null}
        {archived ? <span className="badge">archived</span> : null}
        {problems.length > 0 || facets?.complete === false ? <span className="badge amber">damaged</span> : null}
        {errors > 0 ? (
          <span className="badge red" title="what failed">
            {count(errors)} ✕
          </span>
        ) : null}
      </span>
      <span className="list-project">{visible((byProject ? branch : project) ?? "")}</span>
      <span className="list-model">{visible(facets?.models.join(", ") ?? "")}</span>
      {FIGURES.map(({ name, told, width, spare, red, of }) => {
        const figure = known === undefined ? "" : of(known.facets, known);
        return (
          <span
            key={name}
            className={`list-figure ${width} spare-${spare}${red === true && figure !== "" ? " red" : ""}`}
            title={told}
            aria-hidden="true"
          >
            {figure}
          </span>
        );
      })}
      <span className={`list-figure ${SIZE.width} spare-${SIZE.spare}`} title={SIZE.told} aria-hidden="true">
        {bytes(size)}
      </span>
      <span className="hidden-visually">{sayFigures(size, known)}</span>
    </>
  );
});

/** What the columns are called. */
export function ListColumns({ byProject }: { readonly byProject: boolean }): ReactNode {
  return (
    <div className="list-columns" aria-hidden="true">
      <span className="list-time">Begun</span>
      <span className="list-title">Session</span>
      <span className="list-project">{byProject ? "Branch" : "Project"}</span>
      <span className="list-model">Model</span>
      {[...FIGURES, SIZE].map(({ name, width, spare }) => (
        <span key={name} className={`list-figure ${width} spare-${spare}`}>
          {name}
        </span>
      ))}
    </div>
  );
}
