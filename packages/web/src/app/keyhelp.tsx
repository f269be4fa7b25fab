// The list of keys.

import { type ReactNode, useEffect, useRef } from "react";
import type { KeyAction } from "./keys.ts";
import "./keyhelp.css";

const SHOWN: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

const PALETTE: KeyAction<string> = { name: "palette", keys: ["Ctrl K", "⌘ K"], told: "Go anywhere, do anything" };

interface KeyHelpProps {
  readonly actions: readonly KeyAction<string>[];
  readonly close: () => void;
}

export function KeyHelp({ actions, close }: KeyHelpProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="keyhelp"
      aria-label="Keys"
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && close()}
    >
      <h2>Keys</h2>
      <dl>
        {[PALETTE, ...actions].map(({ name, keys, told }) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{SHOWN[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{told}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button" onClick={close}>
        Close
      </button>
    </dialog>
  );
}
