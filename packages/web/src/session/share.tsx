// The session as one file for others: all of it, or the turn one looks at.

import type { ReactNode } from "react";
import { Dialog } from "../app/dialog.tsx";
import { Icon } from "../app/icon.tsx";
import type { Source } from "../source/contract.ts";
import "./share.css";

interface ShareProps {
  readonly source: Source;
  /** Index of the turn the cursor is in. */
  readonly turn: number | null;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

export function Share({ source, turn, open, setOpen }: ShareProps): ReactNode {
  return (
    <>
      <button
        type="button"
        className="button plain"
        aria-haspopup="dialog"
        title="Share (S)"
        onClick={() => setOpen(true)}
      >
        <Icon name="share" />
        <span className="hidden-visually">Share</span>
      </button>
      {open ? <ShareDialog source={source} turn={turn} close={() => setOpen(false)} /> : null}
    </>
  );
}

function ShareDialog({ source, turn, close }: Pick<ShareProps, "source" | "turn"> & { close: () => void }): ReactNode {
  return (
    <Dialog name="Share" className="share" close={close}>
      {source.share === null ? (
        <>
          <p>A file that was dropped here stays in this browser. In a terminal, this makes one to be shared of it:</p>
          <pre className="code">rollbook share {quoted(source.name)} -o session.html</pre>
        </>
      ) : (
        <>
          <p>
            One page that opens in any browser, without a network. What looks like a secret is hidden in it, and its end
            says how often. No rule knows every secret: look at the file before it leaves you.
          </p>
          <p className="share-links">
            <a className="button main" href={source.share(null)} download onClick={close}>
              Save the session
            </a>
            {turn === null ? null : (
              <a className="button" href={source.share(turn)} download onClick={close}>
                Save turn {turn + 1}
              </a>
            )}
          </p>
        </>
      )}
    </Dialog>
  );
}

/** As a shell reads it back. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
