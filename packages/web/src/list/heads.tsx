// What the columns are called; those by which a list is put in order can be pressed.

import { memo, type ReactNode } from "react";
import { FIGURES, SIZE } from "./columns.ts";
import { type Order, ORDER_NAMES } from "./order.ts";

interface ListColumnsProps {
  readonly byProject: boolean;
  readonly order: Order;
  readonly choose: (order: Order) => void;
}

const ORDERING: Readonly<Record<string, Order>> = { Cost: "cost", Size: "size" };

export const ListColumns = memo(function ListColumns({ byProject, order, choose }: ListColumnsProps): ReactNode {
  const time = order === "updated" ? "updated" : "created";
  return (
    <div className="list-columns" role="table" aria-label="Columns of the list">
      <div role="row">
        <Head className="list-time" on={order === time} name={ORDER_NAMES[time].column}>
          {/* Pressed again it tells the other time. */}
          <Press by={order === "created" ? "updated" : "created"} choose={choose}>
            {ORDER_NAMES[time].column}
          </Press>
        </Head>
        <Head className="list-title" on={false} name="Session" />
        <Head className="list-project" on={false} name={byProject ? "Branch" : "Project"} />
        <Head className="list-model" on={false} name="Model" />
        {[...FIGURES, SIZE].map(({ name, width, spare }) => {
          const by = ORDERING[name];
          return (
            <Head key={name} className={`list-figure ${width} spare-${spare}`} on={order === by} name={name}>
              {by === undefined ? null : (
                <Press by={order === by ? "created" : by} choose={choose}>
                  {name}
                </Press>
              )}
            </Head>
          );
        })}
      </div>
    </div>
  );
});

interface HeadProps {
  readonly className: string;
  /** The list is in its order. */
  readonly on: boolean;
  readonly name: string;
  readonly children?: ReactNode;
}

function Head({ className, on, name, children }: HeadProps): ReactNode {
  return (
    <span role="columnheader" className={on ? `${className} on` : className} {...(on ? SORTED : {})}>
      {children ?? name}
      {on ? <span aria-hidden="true">↓</span> : null}
    </span>
  );
}

const SORTED = { "aria-sort": "descending" } as const;

interface PressProps {
  /** The order it leads to. */
  readonly by: Order;
  readonly choose: (order: Order) => void;
  readonly children: ReactNode;
}

function Press({ by, choose, children }: PressProps): ReactNode {
  return (
    <button type="button" title={`${ORDER_NAMES[by].told} (b for the next order)`} onClick={() => choose(by)}>
      {children}
    </button>
  );
}
