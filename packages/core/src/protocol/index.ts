// The face of protocol: the thread model in the words of Codex's own app-server.

export { threadItem } from "./item.ts";
export { codexTurns, fullTurn, turnHead, type TurnWords } from "./turn.ts";
