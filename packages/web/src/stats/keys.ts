// The keys of the figures.

export const STATS_KEYS = [
  { name: "usage", keys: ["1"], told: "Usage" },
  { name: "calendar", keys: ["2"], told: "Calendar" },
  { name: "failures", keys: ["3"], told: "Failures" },
  { name: "limits", keys: ["4"], told: "Rate limits" },
  { name: "disk", keys: ["5"], told: "Disk" },
  { name: "next", keys: ["j", "ArrowRight"], told: "Next way to add up" },
  { name: "previous", keys: ["k", "ArrowLeft"], told: "Previous way to add up" },
  { name: "measure", keys: ["m"], told: "Cost, tokens, turns or time" },
  { name: "table", keys: ["v"], told: "The calendar as a table" },
  { name: "list", keys: ["g", "Escape"], told: "All sessions" },
  { name: "theme", keys: ["t"], told: "Light, dark or as the system" },
  { name: "help", keys: ["?"], told: "These keys" },
] as const;

export type StatsAction = (typeof STATS_KEYS)[number]["name"];
