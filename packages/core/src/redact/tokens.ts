// Secrets known by their own shape: keys and tokens with a prefix, whatever stands around them.

export interface TokenRule {
  readonly rule: string;
  /** Global; what it matches is hidden, or its first group where there is one. Linear: no quantifier inside another. */
  readonly pattern: RegExp;
  /** Case-sensitive, cheaper than the pattern, and found in every text the pattern is found in. */
  readonly hint: string;
  /** Says no to what has the shape and is no secret. */
  readonly check?: (match: string) => boolean;
}

const hasDigit = (match: string): boolean => /\d/.test(match);
// No token begins inside a word.
const EDGE = "(?<![A-Za-z0-9])";

function rule(name: string, body: string, hint: string, check?: (match: string) => boolean): TokenRule {
  return {
    rule: name,
    pattern: new RegExp(`${EDGE}(?:${body})`, "g"),
    hint,
    ...(check === undefined ? {} : { check }),
  };
}

export const TOKEN_RULES: readonly TokenRule[] = [
  rule("anthropic-key", "sk-ant-[A-Za-z0-9_-]{16,}", "sk-ant-"),
  // Class names such as `sk-folding-cube` have this shape and no digit.
  rule("openai-key", "sk-(?!ant-)[A-Za-z0-9_-]{16,}", "sk-[A-Za-z0-9_-]{16}", hasDigit),
  rule("openai-refresh-token", "rt[_.][A-Za-z0-9_.-]{32,}", `${EDGE}rt[_.][A-Za-z0-9_.-]{32}`, hasDigit),
  rule(
    "github-token",
    "gh[pousr]_[A-Za-z0-9_.-]{20,}|github_pat_[A-Za-z0-9_]{20,}",
    "gh[pousr]_[A-Za-z0-9_.-]|github_pat_",
  ),
  rule(
    "gitlab-token",
    "gl(?:pat|ptt|dt|rt|cbt|ft|soat|imt|agent|oas)-[A-Za-z0-9_.-]{16,}",
    "gl(?:pat|ptt|dt|rt|cbt|ft|soat|imt|agent|oas)-",
    hasDigit,
  ),
  rule("slack-token", "xox[abcdeoprs]-[A-Za-z0-9-]{10,}|xapp-\\d-[A-Za-z0-9-]{10,}", "xox[abcdeoprs]-|xapp-"),
  rule(
    "aws-access-key-id",
    "(?:A3T[A-Z0-9]|A(?:KIA|SIA|BIA|CCA|GPA|IDA|ROA|IPA|NPA|NVA))[A-Z0-9]{16}(?![A-Za-z0-9_])",
    "A(?:3T|KIA|SIA|BIA|CCA|GPA|IDA|ROA|IPA|NPA|NVA)[A-Z0-9]{16}",
  ),
  rule(
    "google-key",
    "AIza[A-Za-z0-9_-]{30,}|GOCSPX-[A-Za-z0-9_-]{20,}|ya29\\.[A-Za-z0-9_-]{20,}",
    "AIza|GOCSPX-|ya29\\.",
  ),
  rule("npm-token", "npm_[A-Za-z0-9]{30,}", "npm_[A-Za-z0-9]{30}"),
  rule("hugging-face-token", "hf_[A-Za-z0-9]{30,}", "hf_[A-Za-z0-9]{30}"),
  rule("stripe-key", "(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}", "[rs]k_(?:live|test)_|whsec_"),
  rule("sendgrid-key", "SG\\.[\\w-]{16,}\\.[\\w-]{16,}", "SG\\.[\\w-]{16}"),
  rule("vault-token", "hv[sbr]\\.[A-Za-z0-9_-]{24,}", "hv[sbr]\\.[A-Za-z0-9_-]{24}"),
  // JSON Web Tokens, and with them the access and id tokens of a ChatGPT login. None begins inside the first part of
  // another, else a run of beginnings would be read to its end from each of them.
  rule("jwt", "(?<![_-])eyJ[A-Za-z0-9_-]{10,}(?:\\.[A-Za-z0-9_-]+){1,4}\\.?", "eyJ[A-Za-z0-9_-]{10}"),
  rule(
    "service-token",
    [
      "pypi-[A-Za-z0-9_-]{50,}",
      "(?:dop|doo|dor)_v1_[a-f0-9]{40,}",
      "gsk_[A-Za-z0-9]{40,}",
      "xai-[A-Za-z0-9]{40,}",
      "r8_[A-Za-z0-9]{30,}",
      "lin_api_[A-Za-z0-9_]{32,}",
      "ntn_[A-Za-z0-9]{40,}",
      "shp(?:at|ca|pa|ss)_[A-Za-z0-9]{32,}",
      "dapi[a-f0-9]{32}",
      "dckr_pat_[A-Za-z0-9_-]{20,}",
      "gl(?:c|sa)_[A-Za-z0-9+/_]{32,}",
      "vc[piark]_[A-Za-z0-9]{20,}",
      "figd_[A-Za-z0-9_-]{40,}",
      "cf(?:k|ut|at)_[A-Za-z0-9]{40,}",
      "tskey-[a-z]{2,20}-[0-9A-Za-z_-]{16,}",
      "ops_ey[A-Za-z0-9+/=_-]{100,}",
      "sntry[su]_[A-Za-z0-9+/=_-]{30,}",
      "PMAK-[a-f0-9-]{40,}",
      "AT[AC]TT3[A-Za-z0-9+/=_-]{40,}",
      "AGE-SECRET-KEY-1[0-9A-Z]{50,}",
      "SK[a-f0-9]{32}(?![A-Za-z0-9])",
      "\\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])",
    ].join("|"),
    [
      "pypi-|do[opr]_v1_|gsk_|xai-|r8_[A-Za-z0-9]{30}|lin_api_|ntn_|shp(?:at|ca|pa|ss)_|dapi[A-Fa-f0-9]{32}|dckr_pat_",
      "gl(?:c|sa)_|vc[piark]_|figd_|cf(?:k|ut|at)_|tskey-|ops_ey|sntry[su]_|PMAK-|AT[AC]TT3|AGE-SECRET|SK[a-f0-9]{32}",
      "\\d{8}:AA",
    ].join("|"),
    hasDigit,
  ),
  {
    rule: "webhook-url",
    pattern:
      /(?:hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/\d{1,24}\/)([A-Za-z0-9_/-]{16,})/g,
    hint: "hooks\\.slack\\.com/|\\.com/api/webhooks/",
  },
];
