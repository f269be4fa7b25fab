// The head of a session's page: what it is, and what can be done with it.

import { memo, type ReactNode, useEffect } from "react";
import { Icon } from "../app/icon.tsx";
import { nextTheme, useTheme } from "../app/theme.ts";
import type { Outline } from "../source/outline.ts";
import { day, duration, plural, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { PANES, type Pane } from "./search.ts";
import "./header.css";

const PANE_NAMES: Readonly<Record<Pane, string>> = { transcript: "Transcript", files: "Files", usage: "Usage" };

interface HeaderProps {
  readonly outline: Outline;
  readonly name: string;
  readonly pane: Pane;
  readonly choosePane: (pane: Pane) => void;
  readonly home: ReactNode;
  readonly showTurns: () => void;
  readonly showKeys: () => void;
  readonly copy: ReactNode;
}

export const Header = memo(function Header(props: HeaderProps): ReactNode {
  const { outline, name, pane, choosePane, home, showTurns, showKeys, copy } = props;
  const theme = useTheme();
  const title = titleOf(outline, name);
  const facts = factsOf(outline);
  return (
    <header className="head">
      {home}
      <button type="button" className="button plain turns-button" onClick={showTurns} aria-label="Turns">
        <Icon name="list" />
      </button>
      <div className="head-told">
        <h1 title={visible(title)}>
          {outline.facts?.live === true ? (
            <span className="live" role="img" aria-label="live" title="Being written" />
          ) : null}
          {visible(title)}
        </h1>
        <p className="head-facts" title={facts.join(" · ")}>
          {facts.join(" · ")}
        </p>
      </div>
      <div className="panes" role="tablist" aria-label="Panes">
        {PANES.map((each, index) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === pane}
            title={`${PANE_NAMES[each]} (${index + 1})`}
            onClick={() => choosePane(each)}
          >
            {PANE_NAMES[each]}
          </button>
        ))}
      </div>
      {copy}
      <button
        type="button"
        className="button plain"
        onClick={nextTheme}
        title={`Colours: ${theme === "auto" ? "as the system" : theme} (t)`}
        aria-label={`Colours: ${theme}`}
      >
        <Icon name={{ auto: "auto", light: "sun", dark: "moon" }[theme] as "auto"} />
      </button>
      <button type="button" className="button plain help-button" onClick={showKeys} title="Keys (?)" aria-label="Keys">
        ?
      </button>
    </header>
  );
});

/** Of the window. */
export function useTitle(title: string): void {
  useEffect(() => {
    // Whole characters, of which each may be two units long.
    const start = [...title.slice(0, 160)].slice(0, 80).join("");
    document.title = `${visible(start)} · Rollbook`;
  }, [title]);
}

export function titleOf({ facts, turns }: Outline, name: string): string {
  return facts?.name ?? (turns.find(({ prompt }) => prompt !== "")?.prompt || name);
}

function factsOf({ facts, turns }: Outline): readonly string[] {
  if (facts === null) return [];
  const own = turns.filter(({ head }) => !head.inherited).map(({ head }) => head);
  const first = own.find(({ started_at }) => started_at !== null)?.started_at ?? null;
  const last = own.reduce<number | null>((latest, { ended_at }) => ended_at ?? latest, null);
  const spent = own.reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0);
  return [
    facts.cwd?.split(/[/\\]/).findLast((part) => part !== "") ?? null,
    facts.branch,
    [...new Set(own.flatMap(({ model }) => model ?? []))].join(", "),
    first === null ? null : day(first),
    first !== null && last !== null && last > first ? duration(last - first) : null,
    plural(turns.length, "turn"),
    spent === 0 ? null : `${tokens(spent)} tokens`,
    facts.cli_version === null ? null : `Codex ${facts.cli_version}`,
  ].flatMap((fact) => (fact === null || fact === "" ? [] : [visible(fact)]));
}
