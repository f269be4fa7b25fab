// The list of keys.

import type { ReactNode } from "react";
import { Dialog } from "./dialog.tsx";
import type { KeyAction } from "./keys.ts";
import "./keyhelp.css";

const SHOWN: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

const PALETTE: KeyAction<string> = { name: "palette", keys: ["Ctrl K", "⌘ K"], told: "Go anywhere, do anything" };

interface KeyHelpProps {
  readonly actions: readonly KeyAction<string>[];
  readonly close: () => void;
}

export function KeyHelp({ actions, close }: KeyHelpProps): ReactNode {
  return (
    <Dialog name="Keys" className="keyhelp" close={close}>
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
    </Dialog>
  );
}
