// Keys: what one asks for, by a table that is also what `?` lists.

export interface KeyAction<Name extends string> {
  readonly name: Name;
  readonly keys: readonly string[];
  readonly told: string;
}

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "target">;
interface Place {
  readonly closest?: (elements: string) => object | null;
}

/** What a key asks for; null while something is typed into a field, or where the browser has a use for it. */
export function actionOf<Name extends string>(event: KeyPress, actions: readonly KeyAction<Name>[]): Name | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const within = (elements: string): boolean => (event.target as Place | null)?.closest?.(elements) instanceof Object;
  const typing = within("input, textarea, select");
  if (typing && event.key !== "Escape") return null;
  // A button or a link that is focused has its own Enter.
  if (event.key === "Enter" && within("button, a, summary")) return null;
  return actions.find(({ keys }) => keys.includes(event.key))?.name ?? null;
}
