// Raw bytes on the page.

import { memo, type ReactNode } from "react";
import type { Stretch } from "../source/contract.ts";
import { visible } from "./visible.ts";
import "./bytes.css";

export const Bytes = memo(function Bytes({ bytes }: { readonly bytes: readonly Stretch[] }): ReactNode {
  return (
    <pre className="bytes">
      {bytes.map(({ kind, text }, index) =>
        kind === "text" ? (
          visible(text)
        ) : (
          <span key={index} className="no-text" title="Bytes that are no UTF-8">
            {text}
          </span>
        ),
      )}
    </pre>
  );
});
