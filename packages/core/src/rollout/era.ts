// The five shapes Codex has written its sessions in.

/**
 * - `document`: one pretty-printed JSON document `{session, items}` (TypeScript CLI, 0.1.x of spring 2025)
 * - `bare`: JSON lines without envelope; a meta line, items, `{"record_type":"state"}` (0.1.2505 Rust … 0.29)
 * - `envelope`: `{timestamp, type, payload}` with five outer types (0.34 … 0.142)
 * - `legacy`: the same envelope, `history_mode:"legacy"` and more outer types (0.144 …, still written on request)
 * - `paginated`: `{timestamp, ordinal, type, payload}` and `item_completed` events (0.148 …)
 */
export type Era = "document" | "bare" | "envelope" | "legacy" | "paginated";

export const ERAS: readonly Era[] = ["document", "bare", "envelope", "legacy", "paginated"];
