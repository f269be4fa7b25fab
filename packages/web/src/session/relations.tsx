// Other sessions this one came from, or that came from it.

import type { ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import type { Relation } from "../source/contract.ts";
import { visible } from "../text/visible.ts";

/** So many are shown; a list of them all is in the list of sessions. */
const MOST = 12;

interface RelationsProps {
  readonly relations: readonly Relation[];
  readonly link: ((key: string) => string) | null;
}

export function Relations({ relations, link }: RelationsProps): ReactNode {
  if (relations.length === 0) return null;
  return (
    <ul className="relations">
      {relations.slice(0, MOST).map(({ kind, key, name }) => (
        <li key={`${kind} ${name} ${key}`}>
          <span className="relation-kind">{kind}</span>
          {key === null || link === null ? (
            <span className="relation-name">{visible(name)}</span>
          ) : (
            <a className="relation-name" href={link(key)}>
              <Icon name="link" />
              <span>{visible(name)}</span>
            </a>
          )}
        </li>
      ))}
      {relations.length > MOST ? <li className="relation-kind">and {relations.length - MOST} more</li> : null}
    </ul>
  );
}
