// Opens the palette with Ctrl K or ⌘ K on every page, and keeps its words in the address. Its code is loaded with it.

import { useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useEffect } from "react";
import { hashOf, wordsIn } from "./address.ts";

const Palette = lazy(() => import("./palette.tsx"));

export function PaletteDoor(): ReactNode {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const navigate = useNavigate();
  const words = wordsIn(hash);
  const set = useCallback(
    (next: string | null) =>
      void navigate({
        to: ".",
        search: true,
        ...(next === null ? {} : { hash: hashOf(next) }),
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      }),
    [navigate],
  );
  const open = words !== null;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      event.stopPropagation();
      set(open ? null : "");
    };
    // Before whoever else listens, a dialog included.
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [open, set]);
  if (words === null) return null;
  return (
    <Suspense fallback={null}>
      <Palette
        path={path}
        words={words}
        setWords={set}
        close={() => set(null)}
        go={(to, search) => void navigate({ to, search: search as never, resetScroll: false })}
      />
    </Suspense>
  );
}
