// Which headers, parameters and environment variables hold secrets, and which values are the secret in them.

const HEADERS =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|chatgpt-account-id|x-oai-attestation|openai-(?:organization|project)|.*(?:api|access|subscription|secret|auth)-?key|.*(?:^|[-_])(?:token|secret|password|signature|credentials?))$/i;

/** True of headers whose value is never written, whatever it is. */
export function isSecretHeader(name: string): boolean {
  return HEADERS.test(name);
}

const PARAMETERS =
  /(?:^|[-_])(?:key|token|secret|password|passwd|sig|signature|code|auth|authorization|credentials?|account[-_]?id)$/i;

/** True of parameters of an address whose value is never written. */
export function isSecretParameter(name: string): boolean {
  return PARAMETERS.test(name);
}

const VARIABLES = /(?:(?:^|_)(?:API_?)?(?:KEY|CREDENTIALS?|PAT)|TOKEN|SECRET|PASSWORD|PASSWD)(?:_|$)/i;

/** True of environment variables that are named as secrets are. */
export function isSecretVariable(name: string): boolean {
  return VARIABLES.test(name);
}

/** The values of such a header by which its secret would be known elsewhere. */
export function secretsOf(name: string, value: string): readonly string[] {
  const lower = name.toLowerCase();
  if (lower.startsWith("cookie")) return value.split(";").map(afterEquals);
  if (lower.startsWith("set-cookie")) return [afterEquals(value.split(";")[0] ?? "")];
  const [, scheme, rest] = /^(\S+) +(.*)$/s.exec(value) ?? [];
  if (scheme === undefined || rest === undefined) return [value];
  return scheme.toLowerCase() === "basic" ? [rest, ...basic(rest)] : [rest];
}

function afterEquals(pair: string): string {
  return pair.slice(pair.indexOf("=") + 1).trim();
}

function basic(encoded: string): readonly string[] {
  const plain = Buffer.from(encoded, "base64").toString("utf8");
  return [plain, plain.slice(plain.indexOf(":") + 1)];
}
