// All records as one JSON array, a record a line, amendments applied.

import { applyAmendments, type ActionStreamRecord } from "rollbook-core";
import type { Format } from "./format.ts";

export const json: Format = {
  open: "[\n",
  between: ",\n",
  close: "\n]\n",
  session() {
    const records: ActionStreamRecord[] = [];
    return {
      record(record) {
        records.push(record);
        return "";
      },
      end: () =>
        applyAmendments(records)
          .map((record) => JSON.stringify(record))
          .join(",\n"),
    };
  },
};
