// The report as one JSON object; findings are written as they come, so their number does not matter.

import type { Printer } from "./printer.ts";

export function jsonPrinter(): Printer {
  let first = true;
  const open = (): string => {
    const before = first ? '{"schema_version":1,"findings":[' : ",";
    first = false;
    return before;
  };
  return {
    finding: (finding) => `${open()}\n${JSON.stringify(finding)}`,
    file: () => "",
    end(reports, summary, leftOut) {
      const head = first ? open() : "";
      const files = reports.map((report) => `\n${JSON.stringify(report)}`).join(",");
      return `${head}],\n"findings_left_out":${leftOut},\n"files":[${files}],\n"summary":${JSON.stringify(summary)}}\n`;
    },
  };
}
