// A cheap look at a text: can there be a secret in it at all?

import { deservesLook } from "./glance.ts";
import { NAMED_HINT } from "./named.ts";
import { TOKEN_RULES } from "./tokens.ts";

/** Shapes that only the rule set of Secretlint knows, or knows in a wider form than the rules here. */
const WIDER = [
  "-----BEGIN",
  "-----END[ A-Z0-9]{0,40}PRIVATE KEY",
  "x-oauth-basic@",
  "_authToken=",
  "npm_[A-Za-z0-9_]{36}",
  "glc_|glsa_",
  String.raw`SG\.\w{1,128}\.\w`,
  "(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)",
];

const TOKENS = new RegExp([...TOKEN_RULES.map((rule) => rule.hint), ...WIDER].join("|"));
const URLS = /:\/\/[^\s/]{0,500}@|hooks\.slack\.com/i;
const NAMES = new RegExp(NAMED_HINT, "i");

/** All that a text is looked at with; without flags but `i`. */
export const EXPRESSIONS: readonly RegExp[] = [TOKENS, URLS, NAMES];

/** False only for texts in which no rule, ours or Secretlint's recommended ones, finds anything. */
export function mayHoldSecret(text: string): boolean {
  return deservesLook(text) && seeSecret(text);
}

/** False only for texts in which no recommended rule of Secretlint 13.0 finds anything. */
export function mayHoldToken(text: string): boolean {
  return deservesLook(text) && seeToken(text);
}

/** What the expressions say, without the glance before them. */
export function seeSecret(text: string): boolean {
  return seeToken(text) || seeName(text);
}

/** The same for secrets that are known by their own shape. */
export function seeToken(text: string): boolean {
  return TOKENS.test(text) || URLS.test(text);
}

/** The same for secrets that are known by what stands before them. */
export function seeName(text: string): boolean {
  return NAMES.test(text);
}
