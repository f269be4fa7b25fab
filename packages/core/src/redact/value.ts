// Tells a value that may be secret from a placeholder, a variable, a type or a path.

const PLACEHOLDER =
  /^(?:[$%<{[(*]|\.\.|\\?[nrt]$|x{3,}|your[-_ ]|example|changeme|placeholder|redacted|process\.|os\.|env\.|self\.|this\.|import\.|config\.|settings\.|secrets?\.|opts?\.|options\.|args\.)/i;
const WORD_OF_CODE =
  /^(?:null|none|nil|true|false|undefined|string|str|number|int|integer|bool|boolean|bytes|object|array|any|unknown|void|optional|required|hidden|text|password|passwd|token|secret|key|value|default|yes|no|on|off|auto|inherit|disabled|enabled|prompt|stdin|env|file)$/i;
const OF_SECRETS = /(?:token|secret|passw|passphrase|pwd|credential|key|auth)/i;
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*$/;
const PATH = /^(?:~|\.{1,2})?\/|^[A-Za-z]:\\|^file:/;

/** True for stand-ins: `$TOKEN`, `${{ secrets.X }}`, `<token>`, `****`, `your-key`, `null`, what was hidden before. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || WORD_OF_CODE.test(value) || /^(.)\1+$/s.test(value);
}

/** Who a URL of an example is for. */
const ANYBODY = /^(?:user(?:name)?|name|login|me|you)?$/i;

/** Behind a user's name even `secret` is a password; `user:password@` is an example. */
export function isUrlPassword(value: string, user: string): boolean {
  if (value === "x-oauth-basic" || PLACEHOLDER.test(value)) return false;
  return !isPlaceholder(value) || (WORD_OF_CODE.test(value) && !ANYBODY.test(user) && !PLACEHOLDER.test(user));
}

/** How a value stood by its name: in quotes, right behind `=`, or after a space as in prose and code. */
export type Manner = "quoted" | "tight" | "loose";

/** True where the value of a name that speaks of secrets is one itself. Leans to yes where it is set in a shell's way. */
export function isSecretValue(value: string, name: string, manner: Manner): boolean {
  if (isPlaceholder(value) || PATH.test(value)) return false;
  const ofPassword = /(?:passw|passphrase|pwd)[a-z]*$/i.test(name) || name.endsWith("_PASS");
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  // Tests, compilers and renderers have passes too.
  if (!mixed && /[_-]pass$/i.test(name) && !ofPassword) return false;
  if (manner === "loose") {
    // Types and variables stand so too, and some have a digit in their name (`Uint8Array`).
    return mixed && /\d\D*\d/.test(value) && value.length >= 8 && !/[()[\]{}*]/.test(value) && !looksLikeCode(value);
  }
  if (manner === "tight") {
    if (/[()[\]{}]/.test(value) || looksLikeCode(value)) return false;
    return ofPassword ? value.length >= 4 : value.length >= 6 && !/^\d+$/.test(value);
  }
  if (ofPassword) return value.length >= 4 && !/^\s|\s{2}/.test(value);
  return value.length >= 6 && !/\s/.test(value) && !/^\d+$/.test(value) && !/^[a-z]{1,16}$/.test(value);
}

/** `access_token`, `config.apiKey`: the name of another place, not a value. */
function looksLikeCode(value: string): boolean {
  return IDENTIFIER.test(value) && (OF_SECRETS.test(value) || /\.|::|->/.test(value)) && !/\d{3}/.test(value);
}
