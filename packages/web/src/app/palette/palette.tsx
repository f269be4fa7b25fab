// The palette: a few letters, and one is there or it is done.

import {
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Icon, type IconName } from "../icon.tsx";
import { findServer, sessionStore } from "../server.ts";
import { chooseTheme } from "../theme.ts";
import type { Sessions } from "../../list/store.ts";
import { visible } from "../../text/visible.ts";
import { actionsAt, type Command, placesOf, type Task } from "./command.ts";
import { createRanking } from "./rank.ts";
import "./palette.css";

interface PaletteProps {
  readonly path: string;
  readonly words: string;
  readonly setWords: (words: string) => void;
  readonly close: () => void;
  readonly go: (to: string, search: Readonly<Record<string, unknown>>) => void;
}

const ICONS: Readonly<Record<Command["kind"], IconName>> = {
  Action: "command",
  Screen: "list",
  Colours: "auto",
  Filter: "fold",
  Project: "file",
  Session: "prompt",
  Search: "search",
};

export default function Palette({ path, words, setWords, close, go }: PaletteProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const sessions = useSessions();
  const id = useId();
  const ranking = useMemo(
    () => createRanking([...placesOf(sessions !== null), ...actionsAt(path)], sessions),
    [path, sessions],
  );
  // The address follows: what is typed must not wait for it.
  const [typed, setTyped] = useState(words);
  const said = useDeferredValue(typed);
  const commands = useMemo(() => ranking.of(said), [ranking, said]);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, commands.length - 1);

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen, commands]);

  const run = ({ task }: Command): void => {
    if (task.do === "go") return go(task.to, task.search);
    close();
    // The page has its keys back when the palette is gone.
    setTimeout(() => perform(task));
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Go anywhere, do anything"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={({ target, currentTarget }) => target === currentTarget && close()}
      onKeyDown={(event) => {
        // The page behind has keys of its own.
        event.stopPropagation();
        const step = STEPS[event.key] ?? 0;
        if (step !== 0) {
          event.preventDefault();
          const end = commands.length - 1;
          const next = chosen + step;
          setAt(Math.abs(step) > 1 ? Math.max(0, Math.min(end, next)) : next < 0 ? end : next > end ? 0 : next);
        } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
          event.preventDefault();
          const command = commands[chosen];
          if (command !== undefined) run(command);
        }
      }}
    >
      <div className="palette-words">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="A session, a project, a screen, an action"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={commands.length === 0 ? undefined : `${id}-${chosen}`}
          placeholder="A session, a project, a screen, an action"
          spellCheck={false}
          autoComplete="off"
          autoFocus
          value={typed}
          onChange={({ target }) => {
            setAt(0);
            setTyped(target.value);
            setWords(target.value);
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <ul ref={list} id={id} role="listbox" aria-label="What is meant">
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <Icon name={ICONS[command.kind]} />
            <span className="palette-told">{visible(command.told)}</span>
            {command.more === undefined ? null : <span className="palette-more">{visible(command.more)}</span>}
            {command.keys === undefined ? (
              <span className="palette-kind">{command.kind}</span>
            ) : (
              command.keys.slice(0, 1).map((key) => <kbd key={key}>{SHOWN[key] ?? key}</kbd>)
            )}
          </li>
        ))}
      </ul>
      {commands.length === 0 ? <p className="fact palette-none">Nothing is called so.</p> : null}
    </dialog>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
const SHOWN: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

function perform(task: Exclude<Task, { readonly do: "go" }>): void {
  if (task.do === "theme") chooseTheme(task.theme);
  else document.body.dispatchEvent(new KeyboardEvent("keydown", { key: task.key, bubbles: true, cancelable: true }));
}

const NONE = (): Sessions | null => null;
const never = (): (() => void) => () => {};

/** The sessions there are; null where there is no server to tell of them. */
function useSessions(): Sessions | null {
  const [served, setServed] = useState(false);
  useEffect(() => {
    let here = true;
    void findServer().then(({ state }) => here && setServed(state === "there"));
    return () => {
      here = false;
    };
  }, []);
  return useSyncExternalStore<Sessions | null>(
    served ? sessionStore().subscribe : never,
    served ? sessionStore().get : NONE,
  );
}
