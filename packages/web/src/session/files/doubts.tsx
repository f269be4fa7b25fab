// Why something about a file is not known: never guessed, always said.

import type { ReactNode } from "react";
import { Icon } from "../../app/icon.tsx";
import type { Doubt } from "../../source/contract.ts";
import type { Outline } from "../../source/outline.ts";
import { visible } from "../../text/visible.ts";
import { lineOf } from "./places.ts";

interface DoubtsProps {
  readonly said: string;
  readonly doubts: readonly Doubt[];
  readonly outline: Outline;
  readonly go: (key: string) => void;
}

const KINDS: Readonly<Record<string, string>> = {
  command: "a command may have written it",
  tool: "a tool may have written it",
  agent: "an agent may have written it",
  patch: "a patch failed part way",
  undo: "Codex put files back to a snapshot",
  other_thread: "turns of another session",
  damage: "records that cannot be read",
  misfit: "a change does not fit what stood there",
  unseen: "its changes show some of its lines only",
  unnumbered: "a patch without line numbers",
  base: "what it began as is no text",
};

export function Doubts({ said, doubts, outline, go }: DoubtsProps): ReactNode {
  return (
    <div className="file-reasons">
      <Icon name="note" />
      <div>
        <p>{said}</p>
        <ul>
          {doubts.map(({ kind, text, count, turn, item }, index) => (
            <li key={index}>
              {KINDS[kind] ?? visible(kind)}
              {kind === "unseen" ? (
                ""
              ) : (
                <>: {kind === "command" ? <code>{visible(text.slice(0, 200))}</code> : visible(text.slice(0, 300))}</>
              )}
              {count > 1 ? ` and ${count - 1} more` : ""}
              {turn === null ? null : (
                <button type="button" className="link" onClick={() => go(lineOf(outline, turn, item))}>
                  turn {turn + 1}
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
