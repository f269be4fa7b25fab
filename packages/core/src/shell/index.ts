// The face of shell: command lines as data.

export { displayCommand, quoteWord, scriptOf } from "./argv.ts";
export { judgeArgv, judgeCommand } from "./effect.ts";
export { leadingProgram } from "./program.ts";
export { patchInCommand, type CommandPatch } from "./patch.ts";
export { RULES, type EffectClass, type EffectJudgement, type RuleName } from "./rules.ts";
export { fileUrlToPath } from "./url.ts";
