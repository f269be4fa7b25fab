// The keys of the list of sessions.

export const LIST_KEYS = [
  { name: "next", keys: ["j", "ArrowDown"], told: "Next session" },
  { name: "previous", keys: ["k", "ArrowUp"], told: "Previous session" },
  { name: "nextGroup", keys: ["J"], told: "Next day or project" },
  { name: "previousGroup", keys: ["K"], told: "Previous day or project" },
  { name: "nextError", keys: ["e"], told: "Next with errors" },
  { name: "previousError", keys: ["E"], told: "Previous with errors" },
  { name: "nextHit", keys: ["h"], told: "Next found in texts" },
  { name: "previousHit", keys: ["H"], told: "Previous found in texts" },
  { name: "first", keys: ["Home"], told: "First" },
  { name: "last", keys: ["End", "G"], told: "Last" },
  { name: "open", keys: ["Enter", "o"], told: "Open" },
  { name: "toggle", keys: ["x"], told: "Its agents and forks" },
  { name: "group", keys: ["p"], told: "By day or by project" },
  { name: "order", keys: ["b"], told: "Next order: begun, changed, size, cost" },
  { name: "find", keys: ["/"], told: "Search" },
  { name: "facets", keys: ["f"], told: "Filter by project, branch, model, …" },
  { name: "usage", keys: ["u"], told: "Usage of all sessions" },
  { name: "theme", keys: ["t"], told: "Light, dark or as the system" },
  { name: "help", keys: ["?"], told: "These keys" },
  { name: "close", keys: ["Escape"], told: "Clear the filter" },
] as const;

export type ListAction = (typeof LIST_KEYS)[number]["name"];
