// Light or dark: as the system has it, or as chosen here.

import { useSyncExternalStore } from "react";
import { type Theme, THEMES } from "./themes.ts";

const KEY = "rollbook-theme";
const listeners = new Set<() => void>();

function stored(): Theme {
  // Storage may be forbidden; then the choice lasts as long as the page.
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

let theme: Theme = stored();
apply();

function apply(): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function nextTheme(): void {
  chooseTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto");
}

export function chooseTheme(chosen: Theme): void {
  theme = chosen;
  apply();
  try {
    localStorage.setItem(KEY, theme);
  } catch {}
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
