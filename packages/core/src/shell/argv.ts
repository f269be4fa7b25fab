// Argument vectors: the script inside a shell invocation, and how to show a command to a person.

const UNIX_SHELLS = new Set(["bash", "sh", "zsh", "dash", "ksh", "ash", "fish"]);
const POWERSHELLS = new Set(["powershell", "pwsh"]);
// Flags that change how a shell starts and leave the script the same.
const UNIX_FLAG = /^(-[a-zA-Z]+|--login|--norc|--noprofile|--posix|--no-rcs|--no-globalrcs)$/;
const POWERSHELL_FLAG = /^-(noprofile|nop|nologo|noninteractive|noni|mta|sta)$/i;
const CMD_FLAG = /^\/[dsqau]$|^\/[ev]:(on|off)$/i;
const PLAIN_WORD = /^[A-Za-z0-9@%+=:,./_-]+$/;

/** Name of a program without its folder, lower case, without `.exe`: `C:\\Windows\\cmd.exe` is `cmd`. */
export function programName(program: string): string {
  const name = program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1).toLowerCase();
  return name.endsWith(".exe") ? name.slice(0, -4) : name;
}

/**
 * The script a shell was given to run: S of `bash -lc S`, `/bin/zsh -c S`, `powershell -NoProfile -Command S`,
 * `cmd /c S`. Null where the arguments are no such call, and where a Unix shell was given further arguments, for then
 * the script alone does not say what ran.
 */
export function scriptOf(argv: readonly string[]): string | null {
  const program = programName(argv[0] ?? "");
  if (UNIX_SHELLS.has(program)) return unixScript(argv);
  if (POWERSHELLS.has(program)) return powershellScript(argv);
  return program === "cmd" ? cmdScript(argv) : null;
}

/**
 * The command as a person would type it: the script of a shell call, else the words, quoted where a POSIX shell needs
 * it. The same arguments always give the same text.
 */
export function displayCommand(argv: readonly string[]): string {
  return scriptOf(argv) ?? argv.map(quoteWord).join(" ");
}

/** A word as a POSIX shell reads it back: bare where nothing in it is special, else in single quotes. */
export function quoteWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

function unixScript(argv: readonly string[]): string | null {
  for (let at = 1; at < argv.length; at += 1) {
    const flag = argv[at] ?? "";
    if (!UNIX_FLAG.test(flag)) return null;
    if (!flag.startsWith("--") && flag.includes("c")) return at === argv.length - 2 ? (argv[at + 1] ?? null) : null;
  }
  return null;
}

function powershellScript(argv: readonly string[]): string | null {
  for (let at = 1; at < argv.length; at += 1) {
    const flag = argv[at] ?? "";
    if (/^-(command|c)$/i.test(flag)) return at + 1 < argv.length ? argv.slice(at + 1).join(" ") : null;
    if (/^-(executionpolicy|ep|ex|outputformat|inputformat|windowstyle)$/i.test(flag)) at += 1;
    else if (!POWERSHELL_FLAG.test(flag)) return null;
  }
  return null;
}

function cmdScript(argv: readonly string[]): string | null {
  for (let at = 1; at < argv.length; at += 1) {
    const flag = argv[at] ?? "";
    if (/^\/[ck]$/i.test(flag)) return at + 1 < argv.length ? argv.slice(at + 1).join(" ") : null;
    if (!CMD_FLAG.test(flag)) return null;
  }
  return null;
}
