// The keys of a session's page, as one table: what the page does and what `?` lists.

export const ACTIONS = [
  { name: "next", keys: ["j", "ArrowDown"], told: "Next line" },
  { name: "previous", keys: ["k", "ArrowUp"], told: "Previous line" },
  { name: "nextPrompt", keys: ["J"], told: "Next prompt" },
  { name: "previousPrompt", keys: ["K"], told: "Previous prompt" },
  { name: "nextError", keys: ["e"], told: "Next error" },
  { name: "previousError", keys: ["E"], told: "Previous error" },
  { name: "nextChange", keys: ["d"], told: "Next change of files" },
  { name: "previousChange", keys: ["D"], told: "Previous change of files" },
  { name: "first", keys: ["Home"], told: "First line" },
  { name: "last", keys: ["End", "G"], told: "Last line" },
  { name: "toggle", keys: ["x", "Enter"], told: "Unfold or fold" },
  { name: "raw", keys: ["r"], told: "Lines behind this" },
  { name: "split", keys: ["s"], told: "Diffs side by side" },
  { name: "find", keys: ["/"], told: "Filter" },
  { name: "failed", keys: ["f"], told: "Only what failed" },
  { name: "all", keys: ["a"], told: "Also what the harness told" },
  { name: "copy", keys: ["y"], told: "Copy" },
  { name: "list", keys: ["g"], told: "All sessions" },
  { name: "theme", keys: ["t"], told: "Light, dark or as the system" },
  { name: "help", keys: ["?"], told: "These keys" },
  { name: "close", keys: ["Escape"], told: "Close, or clear the filter" },
] as const;

export type ActionName = (typeof ACTIONS)[number]["name"];

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "target">;
interface Place {
  readonly closest?: (elements: string) => object | null;
}

/** What a key asks for; null while something is typed into a field, or where the browser has a use for it. */
export function actionOf(event: KeyPress): ActionName | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const within = (elements: string): boolean => (event.target as Place | null)?.closest?.(elements) instanceof Object;
  const typing = within("input, textarea, select");
  if (typing && event.key !== "Escape") return null;
  // A button or a link that is focused has its own Enter.
  if (event.key === "Enter" && within("button, a, summary")) return null;
  return ACTIONS.find(({ keys }) => (keys as readonly string[]).includes(event.key))?.name ?? null;
}
