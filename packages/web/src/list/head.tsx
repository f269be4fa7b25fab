// The head of the list: how many sessions there are, and the ways elsewhere.

import type { ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import { nextTheme, useTheme } from "../app/theme.ts";
import { count, plural } from "../text/figures.ts";
import type { Sessions } from "./store.ts";

interface ListHeadProps {
  readonly sessions: Sessions;
  /** Sessions have to be read for what is asked. */
  readonly reading: boolean;
  readonly showStats: () => void;
  readonly showHelp: () => void;
  readonly chooseFile: ReactNode;
}

export function ListHead({ sessions, reading, showStats, showHelp, chooseFile }: ListHeadProps): ReactNode {
  const { rows, known, done } = sessions;
  const theme = useTheme();
  return (
    <header className="head">
      <h1 className="list-name">Rollbook</h1>
      <span className="head-facts">
        {plural(rows.length, "session")}
        {done ? "" : " so far"}
        {reading && known.size < rows.length ? `, ${count(known.size)} of them read` : ""}
      </span>
      <span className="space" />
      <a className="button plain" href="#k" title="Go anywhere (Ctrl K)">
        <Icon name="search" /> <span className="button-words">Go to</span> <kbd className="button-words">Ctrl K</kbd>
      </a>
      <button type="button" className="button plain" onClick={showStats} title="Usage (u)">
        Usage
      </button>
      {chooseFile}
      <button
        type="button"
        className="button plain"
        onClick={nextTheme}
        title={`Colours: ${theme === "auto" ? "as the system" : theme} (t)`}
        aria-label={`Colours: ${theme}`}
      >
        <Icon name={theme === "auto" ? "auto" : theme === "light" ? "sun" : "moon"} />
      </button>
      <button type="button" className="button plain" onClick={showHelp} title="Keys (?)" aria-label="Keys">
        ?
      </button>
    </header>
  );
}
