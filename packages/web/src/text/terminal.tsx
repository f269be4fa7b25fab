// The output of a program, in the colours it asked for.

import { memo, type ReactNode } from "react";
import { readTerminal } from "./terminal.ts";
import { visible } from "./visible.ts";
import "./terminal.css";

export const Terminal = memo(function Terminal({ text }: { readonly text: string }): ReactNode {
  return (
    <pre className="terminal">
      {readTerminal(text).map(({ text: run, classes, foreground, background }, index) =>
        classes.length === 0 && foreground === null && background === null ? (
          visible(run)
        ) : (
          <span
            key={index}
            className={classes.join(" ")}
            style={{
              ...(foreground === null ? {} : { color: foreground }),
              ...(background === null ? {} : { backgroundColor: background }),
            }}
          >
            {visible(run)}
          </span>
        ),
      )}
    </pre>
  );
});
