// The way to the end of a session that is being written; who is there stays there.

import type { ReactNode } from "react";
import "./follow.css";

interface FollowProps {
  /** The last line; null where there is none. */
  readonly last: string | null;
  readonly cursor: string | null;
  readonly go: (key: string, how: "auto") => void;
}

export function Follow({ last, cursor, go }: FollowProps): ReactNode {
  if (last === null) return null;
  if (last === cursor) {
    return (
      <p className="follow" role="status">
        Following
      </p>
    );
  }
  return (
    <button type="button" className="follow" onClick={() => go(last, "auto")}>
      Jump to the end <kbd>End</kbd>
    </button>
  );
}
