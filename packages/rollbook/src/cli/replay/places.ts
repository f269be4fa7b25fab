// Where in a folder each replayed file belongs: never outside of it.

import { pathBelow, type FileState, type Root } from "rollbook-core/replay";

/** Below this stand the files that lie outside of the session's folder, under their whole paths. */
export const OUTSIDE = ".outside";

export interface PlacedState {
  readonly state: FileState;
  /** With slashes, below the folder; null where it cannot stand there. */
  readonly place: string | null;
}

/** No two files share a place: of those that would, the first has it. */
export function placeStates(states: readonly FileState[], root: Root): readonly PlacedState[] {
  const taken = new Set<string>();
  return states.map((state) => {
    const place = placeOf(root, state.path);
    if (place === null || taken.has(place)) return { state, place: null };
    taken.add(place);
    return { state, place };
  });
}

function placeOf(root: Root, path: string): string | null {
  const below = pathBelow(root.path, path);
  if (below !== null) return isProper(below) ? below : null;
  const steps = path.split(/[\\/]/).map((step) => step.replace(/^([A-Za-z]):$/, "$1"));
  const outside = [OUTSIDE, ...steps.filter((step) => step !== "")].join("/");
  return isProper(outside) ? outside : null;
}

/** No step of it leads elsewhere, or into git's own folder. */
function isProper(place: string): boolean {
  const steps = place.split("/");
  const bad = (step: string): boolean => step === "" || step === "." || step === ".." || /[\\:\0]/.test(step);
  return !steps.some((step) => bad(step) || step.toLowerCase() === ".git");
}
