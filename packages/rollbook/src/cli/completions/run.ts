// rollbook completions: the script a shell sources to complete rollbook's words.

import type { Run } from "../command.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import { EXIT, Failure } from "../exit.ts";
import { nearest } from "../nearest.ts";
import { openStdout } from "../output/stdout.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export const runCompletions: Run = async ({ operands }) => {
  const shell = operands[0] ?? "";
  if (shell !== "bash" && shell !== "zsh" && shell !== "fish") {
    const meant = nearest(shell, Object.keys(SCRIPTS));
    const hint = meant === null ? "" : ` (is it ${meant}?)`;
    throw new Failure(EXIT.usage, `there are completions for bash, zsh and fish, not for "${shell}"${hint}`);
  }
  const output = openStdout();
  output.write(SCRIPTS[shell](COMMANDS, GLOBAL_OPTIONS));
  await output.finish();
  return EXIT.ok;
};
