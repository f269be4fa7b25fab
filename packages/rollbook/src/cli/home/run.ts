// rollbook home: what is in a codex home, and what of it deserves a look.

import { resolve } from "node:path";
import { surveyHome, type HomeReport } from "../../home/index.ts";
import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { requireHomes } from "../homes.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { createTextHiding } from "../texts.ts";
import { hideInReport } from "./hide.ts";
import { renderHome } from "./text.ts";

export const runHome: Run = async (invocation, console) => {
  const { flags } = invocation;
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  requireHomes(homes);
  const hiding = createTextHiding();
  const output = openStdout();
  let failed = false;
  for (const [index, home] of homes.entries()) {
    const found: HomeReport = await surveyHome(home, flags.has("contents") ? { contents: () => {} } : {});
    const report = flags.has("no-redact") ? found : await hideInReport(found, hiding.hide);
    failed ||= report.problems.some(({ kind }) => kind === "unreadable");
    const text = renderHome(report, { colour: console.colour, all: flags.has("all") });
    output.write(flags.has("json") ? `${JSON.stringify(report)}\n` : `${index > 0 ? "\n" : ""}${text}`);
    await output.settle();
  }
  await output.finish();
  const told = hiding.told();
  if (told !== null) console.note(`rollbook: ${told}`);
  return failed ? EXIT.input : EXIT.ok;
};
