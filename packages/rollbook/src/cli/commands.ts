// The table of commands: every command there is, in the order of the help.

import type { CommandSpec, OptionSpec } from "./command.ts";
import { actions, follow, share, show } from "./commands/tell.ts";
import { appServer, completions } from "./commands/serve.ts";
import { check, upgrade } from "./commands/format.ts";
import { diff, files, replay } from "./commands/changes.ts";
import { serve, view } from "./commands/viewer.ts";
import { record } from "./commands/record.ts";
import { attach, bundle, open } from "./commands/recorded.ts";
import { list, history, home, logs, stats } from "./commands/find.ts";
import { index, search, sql } from "./commands/index.ts";

export * from "./commands/choices.ts";

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: "help", short: "h", summary: "show help and end" },
  { name: "version", short: "V", summary: "show the version and end" },
];

export const COMMANDS: readonly CommandSpec[] = [
  list,
  actions,
  show,
  view,
  share,
  follow,
  diff,
  files,
  replay,
  check,
  upgrade,
  history,
  logs,
  home,
  stats,
  search,
  index,
  sql,
  record,
  attach,
  bundle,
  open,
  serve,
  appServer,
  completions,
];
