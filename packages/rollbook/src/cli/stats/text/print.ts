// All that people see of `rollbook stats`.

import { styleText } from "node:util";
import type { Console } from "../../console.ts";
import type { View } from "../options.ts";
import type { Stats } from "../stats.ts";
import { glyphsFor } from "./glyphs.ts";
import { printLimits } from "./limits.ts";
import type { Ink } from "./table.ts";
import { printTokens, type Chart } from "./tokens.ts";
import { printTools, printWork } from "./work.ts";

export function printText(
  stats: Stats,
  {
    views,
    chart,
    dayOf,
  }: { readonly views: readonly View[]; readonly chart: Chart; readonly dayOf: (time: string) => string },
  { columns, colour, env }: Pick<Console, "columns" | "colour" | "env">,
): string {
  const ink: Ink = {
    columns,
    glyphs: glyphsFor(env),
    paint: (style, text) => (colour && text !== "" ? styleText(style, text, { validateStream: false }) : text),
  };
  const print = (view: View): string => {
    switch (view) {
      case "tokens":
        return printTokens(stats, chart, ink);
      case "work":
        return printWork(stats, ink);
      case "tools":
        return printTools(stats, ink);
      case "limits":
        return printLimits(stats, dayOf, ink);
    }
  };
  return views.map(print).join("\n");
}
