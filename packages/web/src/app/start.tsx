// The page without a session: where a file is dropped or chosen.

import { type ReactNode, useEffect, useRef } from "react";
import { nextTheme } from "./theme.ts";
import { Icon } from "./icon.tsx";
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
  readonly take: (file: File) => void;
}

export function StartPage({ said, take }: StartPageProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
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
          Drop a session file of Codex here: a <code>rollout-….jsonl</code>, <code>.jsonl.zst</code> or{" "}
          <code>.json</code>. It is read in this browser and goes nowhere.
        </p>
        <button type="button" className="button main" onClick={() => field.current?.click()}>
          <Icon name="file" /> Choose a file
        </button>
        <input
          ref={field}
          type="file"
          className="hidden-visually"
          accept=".jsonl,.zst,.json"
          aria-label="Session file"
          tabIndex={-1}
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen !== undefined) take(chosen);
          }}
        />
        <p className="start-hint">
          They are below <code>~/.codex/sessions</code>. Files of every version of Codex can be read, damaged ones too.
        </p>
      </div>
    </main>
  );
}
