// rollbook view: sessions in the browser of this machine.

import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { version } from "../version.ts";
import { viewerAssets } from "./assets.ts";
import { openLink } from "./browser.ts";
import { listenUntilEnd } from "./listening.ts";
import { portOf } from "./port.ts";
import { countWith, fillWith, surveyWith } from "./beside.ts";
import { shareWith } from "./sharing.ts";
import { subjectOf } from "./subject.ts";

const HOST = "127.0.0.1";

export const runView: Run = async (invocation, console) => {
  const { flags } = invocation;
  const port = portOf(invocation);
  const shown = subjectOf(invocation, console);
  const note = (line: string): void => console.note(`rollbook: ${line}`);
  const options = {
    ...shown,
    version: version(),
    mode: "view",
    redact: flags.has("redact"),
    host: HOST,
    port,
    names: [],
    password: null,
    again: false,
    assets: await viewerAssets(note),
    countStats: countWith(process.argv[1] ?? ""),
    surveyHomes: surveyWith(process.argv[1] ?? ""),
    shareSession: shareWith(process.argv[1] ?? ""),
    fillIndexes: fillWith(process.argv[1] ?? ""),
    env: console.env,
    note,
  } as const;
  await listenUntilEnd(options, HOST, (link) => {
    if (!flags.has("no-open")) openLink(link, console.env);
    if (console.noticesSeen) note("the link opens once; Ctrl-C ends");
  });
  return EXIT.ok;
};
