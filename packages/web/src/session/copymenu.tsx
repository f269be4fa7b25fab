// The menu of what can be copied; a letter chooses.

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Icon } from "../app/icon.tsx";

export interface CopyChoice {
  readonly key: string;
  readonly name: string;
  /** Null where there is nothing of the kind. */
  readonly text: (() => Promise<string>) | null;
}

/** A disabled button takes no focus, and with it no keys. */
const CHOOSABLE = "button:not(:disabled)";

interface CopyMenuProps {
  readonly choices: readonly CopyChoice[];
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

export function CopyMenu({ choices, open, setOpen }: CopyMenuProps): ReactNode {
  const [told, setTold] = useState("");
  const menu = useRef<HTMLDivElement>(null);
  const copy = ({ name, text }: CopyChoice): void => {
    setOpen(false);
    if (text === null) return;
    text()
      .then((copied) => navigator.clipboard.writeText(copied))
      .then(
        () => setTold(`Copied: ${name}`),
        () => setTold("The browser did not let it be copied."),
      );
  };
  useEffect(() => {
    if (told === "") return undefined;
    const timer = setTimeout(() => setTold(""), 2500);
    return () => clearTimeout(timer);
  }, [told]);
  useEffect(() => {
    if (!open) return undefined;
    (menu.current?.querySelector<HTMLElement>(CHOOSABLE) ?? menu.current)?.focus();
    const leave = (event: MouseEvent): void => {
      if (event.target instanceof Node && menu.current?.parentElement?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("mousedown", leave);
    return () => document.removeEventListener("mousedown", leave);
  }, [open, setOpen]);
  return (
    <div
      className="copy"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (!open) return;
        const choice = choices.find(({ key }) => key === event.key);
        if (choice !== undefined) copy(choice);
        else if (event.key === "Escape") setOpen(false);
        else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          const buttons = [...(menu.current?.querySelectorAll<HTMLElement>(CHOOSABLE) ?? [])];
          const at = buttons.findIndex((button) => button === document.activeElement);
          buttons.at(event.key === "ArrowDown" ? (at + 1) % buttons.length : Math.max(at, 0) - 1)?.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        className="button plain"
        aria-expanded={open}
        aria-haspopup="menu"
        title="Copy (y)"
        onClick={() => setOpen(!open)}
      >
        <Icon name="copy" />
        <span className="hidden-visually">Copy</span>
      </button>
      {open ? (
        <div className="menu" role="menu" tabIndex={-1} ref={menu}>
          {choices.map((choice) => (
            <button
              key={choice.key}
              type="button"
              role="menuitem"
              disabled={choice.text === null}
              onClick={() => copy(choice)}
            >
              <span>{choice.name}</span>
              <kbd>{choice.key}</kbd>
            </button>
          ))}
        </div>
      ) : null}
      <div className="toast" role="status" hidden={told === ""}>
        {told}
      </div>
    </div>
  );
}
