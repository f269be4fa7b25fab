// The page without a session: where a file is dropped or chosen.

import { type ReactNode, useEffect } from "react";
import { ChooseFiles } from "./choose.tsx";
import { nextTheme } from "./theme.ts";
import "./start.css";

export function Mark({ go }: { readonly go: () => void }): ReactNode {
  return (
    <button type="button" className="mark" onClick={go} title="All sessions (g)">
      <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
        <rect width="16" height="16" rx="4" fill="currentColor" />
        <path className="mark-strokes" d="M5 4v8M8 4v8M11 4v5" />
      </svg>
      <span className="hidden-visually">All sessions</span>
    </button>
  );
}

interface StartPageProps {
  readonly said: string | null;
  readonly take: (files: readonly File[]) => void;
}

export function StartPage({ said, take }: StartPageProps): ReactNode {
  useEffect(() => {
    document.title = "Rollbook";
    const listen = ({ key, ctrlKey, metaKey }: KeyboardEvent): void => {
      if (key === "t" && !ctrlKey && !metaKey) nextTheme();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <main className="start">
      <div className="start-box">
        <h1>Rollbook</h1>
        {said === null ? null : <p className="start-said">{said}</p>}
        <p>
          Drop a session of Codex here: a <code>rollout-….jsonl</code>, <code>.jsonl.zst</code> or <code>.json</code>,
          or all files of one that has several. It is read in this browser and goes nowhere.
        </p>
        <ChooseFiles take={take} className="button main" name="Open files">
          Open files
        </ChooseFiles>
        <p className="start-hint">
          They are below <code>~/.codex/sessions</code>. Files of every version of Codex can be read, damaged ones too.
        </p>
      </div>
    </main>
  );
}
