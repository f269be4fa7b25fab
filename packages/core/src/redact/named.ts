// Secrets known by what stands before them: a name, a flag, a header, the user part of a URL.

import { isPlaceholder, isSecretValue, isUrlPassword, type Manner } from "./value.ts";
import type { SecretSpan } from "./spans.ts";

const WORDS =
  "token|secret|passw(?:or)?d|_pass|passphrase|pwd|credentials?|secret[_-]?key(?:[_-]?base)?|(?:api|access|private|account|auth|signing|encryption|master|shared)[_-]?key|_auth|_pat|connection[_-]?string";
const QUOTE = String.raw`\\{0,3}["'\x60]`;

// The end of a name, a separator, the beginning of a value. All quantifiers are bounded.
const NAMED = new RegExp(
  String.raw`(${WORDS})(?:${QUOTE})?([ \t]{0,4})(={1,3}|:=|=>|:)([ \t]{0,4})(?:(\\{0,3})(["'\x60])|(?=[^\s"'\x60]))`,
  "gi",
);
const UPPER_KEY = /[A-Z0-9]_KEY=/g;
const FLAG = new RegExp(
  String.raw`((?<![A-Za-z0-9-])--?[A-Za-z0-9-]{0,40}(?:${WORDS}|-pass|cookie))(?:=|[ \t]{1,4}|${QUOTE},[ \t]{0,4})(?=["'\x60\\]{0,4}[^\s"'\x60\\-])["'\x60\\]{0,4}([^\s"'\x60\\]{4,})`,
  "gi",
);
const AUTHORIZATION =
  /(?:authorization|x-api-key|api-key|x-auth-token|x-amz-security-token)\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}(?:\\{0,3}["'])?((?:bearer|basic|token|apikey|negotiate|digest)[ \t]{1,4})?([^\s"'\\`,;]{4,})/gi;
const BEARER = /(?<![A-Za-z])(?:bearer|basic)[ \t]{1,4}([A-Za-z0-9._~+/=-]{12,})/gi;
const COOKIE =
  /(?<![A-Za-z])(?:set-)?cookie(?:\\{0,3}["'])?[ \t]{0,4}:[ \t]{0,4}(?:\\{0,3}["'])?([^\s"'\\=;]{1,100}=[^\r\n"'\\]{4,})/gi;
// A password may have an `@` in it as it is, the last one is that of the host.
const USERINFO = /:\/\/([^\s/:@"'`<>\\]{0,100}):([^\s/@"'`<>\\]{1,300}(?:@[^\s/@"'`<>\\:,;?#&=]{0,100}){0,3})(?=@)/g;
// Those of data bases are not always escaped as they should be; a port and a path are no password.
const SLASHED_USERINFO =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql):\/\/([^\s/:@"'`<>\\]{1,100}):(?!\d{1,5}\/)([^\s/@"'`<>\\]{1,100}\/[^\s@"'`<>\\?#]{0,100})(?=@)/gi;
// GitHub took a token as the user, with this as the password.
const OAUTH_USERINFO = /:\/\/([^\s/:@"'`<>\\]{4,256})(?=:x-oauth-basic@)/g;
const LONE_USERINFO = /:\/\/([A-Za-z0-9_-]{20,200})(?=@)/g;
const CURL_USER =
  /\bcurl\b[^\n|;]{0,200}?[ \t](?:-u|--user|-U|--proxy-user)[ =]?["']?[^\s:"'-][^\s:"']{0,100}:([^\s"']{2,200})/g;
// Programs that take a password behind -p: joined to it, or also apart.
const PASSWORD_FLAG =
  /\b(?:(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,200}?[ \t]-p|(?:sshpass|(?:docker|podman|helm)[ \t]{1,4}(?:registry[ \t]{1,4})?login)\b[^\n|;&]{0,200}?[ \t]-p[ \t=]?)["']?([^\s"'|;&-][^\s"'|;&]{3,199})/g;
const REDIS_PASSWORD = /\bredis-cli\b[^\n|;&]{0,200}?[ \t](?:-a|--pass)[ \t=]["']?([^\s"'|;&-][^\s"'|;&]{3,199})/g;
const OPENSSL_PASSWORD = /(?<=[ \t])-pass(?:in|out)?[ \t]{1,4}["']?pass:([^\s"'|;&]{1,200})/g;
const AWS_SETTING =
  /\bconfigure[ \t]{1,4}set[ \t]{1,4}[\w.-]{0,60}?(?:secret_access_key|session_token)[ \t]{1,4}["']?([^\s"'|;&]{8,4000})/g;
const SIGNATURE = /[?&](?:sig|x-amz-signature|x-goog-signature|signature)=([A-Za-z0-9%+/=_-]{16,})/gi;

/** Case-insensitive; found in every text in which one of these rules finds something. */
export const NAMED_HINT = [
  String.raw`(?:${WORDS}|cookie)(?:\\{0,3}["'\x60])?[ \t]{0,4}[:=,]`,
  String.raw`(?:${WORDS}|cookie)[ \t]`,
  String.raw`authorization|x-api-key|api-key|auth-token|security-token`,
  String.raw`_key=|bearer[ \t]|basic[ \t]`,
  String.raw`:\/\/[^\s/]{0,500}@|(?:sql|mariadb|srv|mongodb|postgres|rediss?|amqps?):\/\/[^\s@]{0,400}@`,
  String.raw`-pass|\bredis-cli\b`,
  String.raw`\bcurl\b`,
  String.raw`\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b|[ \t]login\b`,
  String.raw`sig(?:nature)?=`,
].join("|");

/** Secrets that a name, a flag, a header or a URL points at. The span is the value alone. */
export function findNamed(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const add = (rule: string, end: number, value: string): void => {
    spans.push({ start: end - value.length, end, rule });
  };
  const bare = new BareValues(text);
  const judge = (start: number, value: number, name: string, manner: Manner): void => {
    if (value > start && isSecretValue(text.slice(start, Math.min(value, start + LONGEST_JUDGED)), name, manner)) {
      spans.push({ start, end: value, rule: "named-secret" });
    }
  };
  for (const match of text.matchAll(NAMED)) {
    const [whole, name = "", before = "", separator = "", after = "", slashes = "", quote] = match;
    const start = match.index + whole.length;
    if (quote !== undefined) judge(start, quotedEnd(text, start, slashes + quote), name, "quoted");
    else judge(start, bare.endFrom(start), name, isTight(before, separator, after) ? "tight" : "loose");
  }
  const keys = new BareValues(text);
  for (const match of text.matchAll(UPPER_KEY)) {
    const start = match.index + match[0].length;
    const end = keys.endFrom(start);
    if (end - start >= 16 && /\d/.test(text.slice(start, Math.min(end, start + LONGEST_JUDGED))))
      judge(start, end, "key", "tight");
  }
  for (const { rule, pattern, accept } of POINTERS) {
    for (const match of text.matchAll(pattern)) {
      const value = match.at(-1) ?? "";
      if (accept(value, match[1] ?? "")) add(rule, match.index + match[0].length, value);
    }
  }
  return spans;
}

interface Pointer {
  readonly rule: string;
  /** Global; its last group is the value, which ends the match. */
  readonly pattern: RegExp;
  readonly accept: (value: string, name: string) => boolean;
}

const hasDigit = (value: string): boolean => /\d/.test(value) && !isPlaceholder(value);

const POINTERS: readonly Pointer[] = [
  { rule: "flag-secret", pattern: FLAG, accept: (value, name) => isSecretValue(value, name, "tight") },
  { rule: "authorization", pattern: AUTHORIZATION, accept: isCredential },
  { rule: "authorization", pattern: BEARER, accept: hasDigit },
  { rule: "cookie", pattern: COOKIE, accept: (value) => !isPlaceholder(value) },
  { rule: "url-password", pattern: USERINFO, accept: isUrlPassword },
  { rule: "url-password", pattern: SLASHED_USERINFO, accept: isUrlPassword },
  { rule: "url-password", pattern: OAUTH_USERINFO, accept: (value) => !isPlaceholder(value) },
  { rule: "url-password", pattern: LONE_USERINFO, accept: hasDigit },
  { rule: "curl-password", pattern: CURL_USER, accept: (value) => !isPlaceholder(value) },
  { rule: "flag-secret", pattern: PASSWORD_FLAG, accept: (value) => !isPlaceholder(value) },
  { rule: "flag-secret", pattern: REDIS_PASSWORD, accept: (value) => !isPlaceholder(value) },
  { rule: "flag-secret", pattern: OPENSSL_PASSWORD, accept: (value) => !isPlaceholder(value) },
  { rule: "named-secret", pattern: AWS_SETTING, accept: (value) => !isPlaceholder(value) },
  { rule: "url-signature", pattern: SIGNATURE, accept: hasDigit },
];

/** Behind a scheme anything is a credential; without one, prose and code speak of the header too. */
function isCredential(value: string, scheme: string): boolean {
  if (isPlaceholder(value) || /^(?:bearer|basic|token|apikey|negotiate|digest)$/i.test(value)) return false;
  return scheme !== "" || /\d/.test(value);
}

/** `NAME=value` with nothing between, as shells, ini files and query strings have it. */
function isTight(before: string, separator: string, after: string): boolean {
  return before === "" && after === "" && separator === "=";
}

const BARE = /[^\s"'`,;&|<>]*/y;

/**
 * Reads unquoted values. Every start inside one run of such characters has the same end, so a run is read once, however
 * many names are in it.
 */
class BareValues {
  readonly #text: string;
  #end = -1;
  constructor(text: string) {
    this.#text = text;
  }
  endFrom(start: number): number {
    if (start >= this.#end) {
      BARE.lastIndex = start;
      BARE.test(this.#text);
      this.#end = Math.max(BARE.lastIndex, start);
    }
    return this.#end;
  }
}

const LONGEST_QUOTED = 4096;
/** Characters of a value that are looked at to tell whether it is a secret. */
const LONGEST_JUDGED = 256;

/** Where the same quote stands again, escaped as often as the opening one; `start` where the line ends before it. */
function quotedEnd(text: string, start: number, quote: string): number {
  // Bounded, for every opening quote looks for its end on its own.
  const ahead = text.slice(start, start + LONGEST_QUOTED);
  const end = ahead.indexOf(quote);
  return end === -1 || ahead.slice(0, end).includes("\n") ? start : start + end;
}
