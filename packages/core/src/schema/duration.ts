// A span of time as Codex writes it.

import { Schema } from "effect";
import { open, req } from "./shape.ts";

export type Duration = typeof Duration.Type;
/** Seconds, and nanoseconds on top. For a command it is the time waited, not the time it ran. */
export const Duration = open("Duration", { secs: req(Schema.Number, "0.104"), nanos: req(Schema.Number, "0.104") });
