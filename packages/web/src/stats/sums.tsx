// A row of figures, each with its name.

import type { ReactNode } from "react";

export interface Sum {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
}

export function Sums({ sums }: { readonly sums: readonly Sum[] }): ReactNode {
  return (
    <dl className="usage-sums">
      {sums.map(({ name, value, more = "" }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value} <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
