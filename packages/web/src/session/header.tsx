// The head of a session's page: what it is, and what can be done with it.

import { memo, type ReactNode } from "react";
import { Icon } from "../app/icon.tsx";
import { nextTheme, useTheme } from "../app/theme.ts";
import type { Outline } from "../source/outline.ts";
import { day, duration, plural, tokens } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import "./header.css";

interface HeaderProps {
  readonly outline: Outline;
  readonly name: string;
  readonly home: ReactNode;
  readonly showTurns: () => void;
  readonly showKeys: () => void;
  readonly copy: ReactNode;
}

export const Header = memo(function Header(props: HeaderProps): ReactNode {
  const { outline, name, home, showTurns, showKeys, copy } = props;
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
        <h1 title={visible(title)}>{visible(title)}</h1>
        <p className="head-facts" title={facts.join(" · ")}>
          {facts.join(" · ")}
        </p>
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

export function titleOf({ facts, turns }: Outline, name: string): string {
  return facts?.name ?? (turns.find(({ prompt }) => prompt !== "")?.prompt || name);
}

function factsOf({ facts, turns }: Outline): readonly string[] {
  if (facts === null) return [];
  const { header, models, usage, first_timestamp, last_timestamp } = facts;
  const [first, last] = [Date.parse(first_timestamp ?? ""), Date.parse(last_timestamp ?? "")];
  const place = header.cwd?.split(/[/\\]/).findLast((part) => part !== "") ?? null;
  return [
    place,
    header.git?.branch ?? null,
    models.join(", "),
    Number.isNaN(first) ? null : day(first),
    last > first ? duration(last - first) : null,
    plural(turns.length, "turn"),
    usage === null ? null : `${tokens(usage.total_tokens)} tokens`,
    header.cli_version === null ? null : `Codex ${header.cli_version}`,
  ].flatMap((fact) => (fact === null || fact === "" ? [] : [visible(fact)]));
}
