// document → bare: the items of one JSON document become lines under a header line. Frozen.

import { isObject } from "../bytes/json.ts";
import { reshape, type Step } from "./line.ts";
import type { Notes } from "./notes.ts";

/** The TypeScript CLI (0.1.x) and the first Rust one wrote the same items; only the frame around them differs. */
export function createDocumentStep(notes: Notes): Step {
  return {
    take(line) {
      if (line.era !== "document") return [line];
      if (line.outer === "response_item") return [reshape(line, "bare", line.value)];
      if (line.outer !== "header") {
        notes.leaveOut("no place", line.at, line.value);
        return [];
      }
      const session = isObject(line.value["session"]) ? line.value["session"] : line.value;
      const { id, timestamp, ...rest } = session;
      return [{ ...reshape(line, "bare", { id, timestamp, ...rest }), making: "edited" }];
    },
    end: () => [],
  };
}
