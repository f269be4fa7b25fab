// The lines of the list that are in sight.

import { memo, type ReactNode, type RefObject } from "react";
import { count, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { isLive } from "./entry.ts";
import { Hit, placeOf } from "./hit.tsx";
import { ALL_GROUP, GONE_GROUP, type ListLine, LIVE_GROUP } from "./lines.ts";
import { type Order, ORDER_NAMES } from "./order.ts";
import { ListRow } from "./row.tsx";
import type { Sessions } from "./store.ts";
import type { ListWindow } from "../window/known.ts";

interface ListTableProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly window: ListWindow;
  readonly lines: readonly ListLine[];
  readonly sessions: Sessions;
  readonly at: number;
  readonly now: number;
  readonly byProject: boolean;
  readonly order: Order;
  readonly linkTo: (key: string, at: string | null) => string;
  readonly choose: (key: string) => void;
  readonly open: (key: string, at: string | null) => void;
  readonly toggle: (key: string) => void;
  /** What there is to say above or instead of lines. */
  readonly children: ReactNode;
}

export const ListTable = memo(function ListTable(props: ListTableProps): ReactNode {
  const { scroller, window, lines, sessions, at, now, byProject, order, linkTo, choose, open, toggle, children } =
    props;
  const { first, end, offsets } = window;
  const place = (index: number) => ({
    transform: `translateY(${offsets[index] ?? 0}px)`,
    height: (offsets[index + 1] ?? 0) - (offsets[index] ?? 0),
  });
  const draw = (line: ListLine): ReactNode => {
    if (line.kind === "group") {
      return (
        <h2>
          {line.group === ALL_GROUP ? ORDER_NAMES[order].told : groupName(line.group)}{" "}
          <span className="chip-count">{count(line.count)}</span>
        </h2>
      );
    }
    if (line.kind === "hit") return <Hit hit={line.hit} />;
    const known = sessions.known.get(line.key);
    return <ListRow {...{ line, known, byProject, order, toggle }} live={isLive(line.row, now)} />;
  };
  return (
    <main className="list-body" ref={scroller} tabIndex={-1} aria-label="All sessions">
      {children}
      <div className="list-all" role="list" aria-label="Sessions" style={{ height: offsets.at(-1) ?? 0 }}>
        {lines.slice(first, end).map((line, n) => {
          const index = first + n;
          const target = targetOf(line);
          const drawn = draw(line);
          return (
            <div
              key={line.key}
              role="listitem"
              className={line.kind === "group" ? "list-group" : "list-item"}
              style={place(index)}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
            >
              {target === null ? (
                line.kind === "hit" ? (
                  <div className="hit">{drawn}</div>
                ) : (
                  drawn
                )
              ) : (
                <a
                  href={linkTo(target.key, target.at)}
                  className={`${line.kind === "hit" ? "hit" : "list-row"}${index === at ? " cursor" : ""}`}
                  aria-current={index === at}
                  onMouseDown={() => choose(line.key)}
                  onFocus={() => choose(line.key)}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
                    event.preventDefault();
                    open(target.key, target.at);
                  }}
                >
                  {drawn}
                </a>
              )}
            </div>
          );
        })}
      </div>
    </main>
  );
});

/** Where a line leads; null where nowhere. */
export function targetOf(line: ListLine): { readonly key: string; readonly at: string | null } | null {
  if (line.kind === "row") return { key: line.key, at: null };
  if (line.kind === "group" || line.hit.key === null) return null;
  return { key: line.hit.key, at: placeOf(line.hit) };
}

/** `Live now`, `Today, 2026-11-21`, `Friday, 2026-11-20`; a project by its name. */
function groupName(group: string): string {
  if (group === LIVE_GROUP) return "Live now";
  if (group === GONE_GROUP) return "Of sessions that are gone";
  if (group.startsWith("project ")) return visible(group.slice("project ".length));
  const today = day(Date.now());
  const yesterday = day(Date.now() - 86_400_000);
  const weekday = new Date(`${group}T12:00`).toLocaleDateString("en", { weekday: "long" });
  return `${group === today ? "Today" : group === yesterday ? "Yesterday" : weekday}, ${group}`;
}
