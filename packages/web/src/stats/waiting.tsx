// What stands where figures are still being counted, or cannot be.

import type { ReactNode } from "react";
import { visible } from "../text/visible.ts";
import type { Told } from "./asked.ts";

interface WaitingProps<T> {
  readonly told: Told<T>;
  readonly meanwhile: string;
  readonly children: (answer: T) => ReactNode;
}

export function Waiting<T>({ told, meanwhile, children }: WaitingProps<T>): ReactNode {
  const { answer, failure } = told;
  if (failure !== null) return <p className="fact">{visible(failure)}</p>;
  if (answer === null) {
    return (
      <p className="fact" role="status">
        {meanwhile}
      </p>
    );
  }
  return children(answer);
}
