// One session of the list.

import type { SessionFacets } from "rollbook-api";
import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import { clock, count, day, duration, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { type ListLine, titleOf } from "./lines.ts";

interface ListRowProps {
  readonly line: Extract<ListLine, { readonly depth: number }>;
  readonly facets: SessionFacets | undefined;
  readonly byProject: boolean;
  readonly toggle: (key: string) => void;
}

export const ListRow = memo(function ListRow({ line, facets, byProject, toggle }: ListRowProps): ReactNode {
  const { row, depth, children, unfolded } = line;
  const created = Date.parse(row.created_at);
  const failures = facets?.errors ?? 0;
  const title = titleOf(row, facets);
  return (
    <>
      <span className="list-fold" style={{ width: 20 + depth * 16 }}>
        {children > 0 ? (
          <button
            type="button"
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
        {byProject ? day(created) : clock(created).slice(0, 5)}
      </span>
      <span className={title === null ? "list-title untitled" : "list-title"}>
        {row.live ? <span className="live" role="img" aria-label="live" title="Being written" /> : null}
        {visible((title ?? row.session_id ?? row.path).slice(0, 300))}
        {children > 0 ? <span className="list-children"> +{children}</span> : null}
      </span>
      <span className="list-tags">
        {row.kind === "interactive" ? null : <span className="badge">{row.kind}</span>}
        {row.archived ? <span className="badge">archived</span> : null}
        {row.problems.length > 0 || facets?.complete === false ? <span className="badge amber">damaged</span> : null}
        {failures > 0 ? <span className="badge red">{count(failures)} ✕</span> : null}
      </span>
      <span className="list-project">{visible(byProject ? (row.git?.branch ?? "") : (row.project ?? ""))}</span>
      <span className="list-model">{visible(facets?.models.join(", ") ?? "")}</span>
      <span className="list-number" title="turns">
        {facets === undefined ? "" : count(facets.turns)}
      </span>
      <span className="list-number" title="commands">
        {facets === undefined || facets.commands === 0 ? "" : count(facets.commands)}
      </span>
      <span className="list-number" title="files changed">
        {facets === undefined || facets.files_changed.length === 0 ? "" : count(facets.files_changed.length)}
      </span>
      <span className="list-number" title="tokens">
        {facets === undefined || facets.tokens === null ? "" : tokens(facets.tokens.total_tokens)}
      </span>
      <span className="list-number wide" title="duration">
        {facets === undefined || facets.duration_ms === null ? "" : duration(facets.duration_ms)}
      </span>
    </>
  );
});
