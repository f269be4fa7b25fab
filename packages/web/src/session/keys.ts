// The keys of a session's page.

export const SESSION_KEYS = [
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
  { name: "share", keys: ["S"], told: "Share as a file" },
  { name: "transcript", keys: ["1"], told: "Transcript" },
  { name: "files", keys: ["2"], told: "Files changed" },
  { name: "usage", keys: ["3"], told: "Tokens and context" },
  { name: "begin", keys: ["["], told: "Look from here on" },
  { name: "end", keys: ["]"], told: "Look up to here" },
  { name: "list", keys: ["g"], told: "All sessions" },
  { name: "theme", keys: ["t"], told: "Light, dark or as the system" },
  { name: "help", keys: ["?"], told: "These keys" },
  { name: "close", keys: ["Escape"], told: "Close, or clear the filter" },
] as const;

export type SessionAction = (typeof SESSION_KEYS)[number]["name"];
