// One session of the list.

import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import { bytes, clock, count, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { FIGURES, sayFigures, SIZE } from "./columns.ts";
import { type Known, titleOf } from "./entry.ts";
import type { RowLine } from "./lines.ts";
import type { Order } from "./order.ts";

interface ListRowProps {
  readonly line: RowLine;
  readonly known: Known | undefined;
  readonly live: boolean;
  readonly byProject: boolean;
  readonly order: Order;
  readonly toggle: (key: string) => void;
}

export const ListRow = memo(function ListRow({ line, known, live, byProject, order, toggle }: ListRowProps): ReactNode {
  const { row, depth, children, unfolded } = line;
  const { created, updated, kind, archived, forked, problems, project, branch, size } = row;
  const time = order === "updated" ? updated : created;
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
      <span
        className="list-time"
        title={`begun ${day(created)} ${clock(created)}, changed ${day(updated)} ${clock(updated)}`}
      >
        {/^\d/.test(line.group) ? clock(time).slice(0, 5) : day(time).slice(5)}
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
