import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanSecrets } from "./find.ts";
import { findSecrets, mayHoldSecret, redactText } from "./index.ts";

// Put together here, so that no scanner takes this file for a leak.
const hex = "0123456789abcdef";
const mixed = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9nP";
const jwt = `ey${"J"}hbGciOiJSUzI1NiJ9.ey${"J"}zdWIiOiIxMjM0NTY3ODkwIn0.${mixed}`;
const pem = ["-----BEGIN RSA PRIVATE", " KEY-----"].join("");
const pemEnd = ["-----END RSA PRIVATE", " KEY-----"].join("");

const SECRETS: readonly (readonly [rule: string, text: string, hidden: string])[] = [
  ["openai-key", `export K=sk-${mixed}`, `sk-${mixed}`],
  ["openai-key", `x sk-proj-${mixed}_-${mixed} y`, `sk-proj-${mixed}_-${mixed}`],
  ["openai-key", `sk-svcacct-${mixed}`, `sk-svcacct-${mixed}`],
  ["anthropic-key", `sk-ant-api03-${mixed}`, `sk-ant-api03-${mixed}`],
  ["openai-refresh-token", `rt_${mixed}`, `rt_${mixed}`],
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map((p) => ["github-token", `(${p}_${mixed})`, `${p}_${mixed}`] as const),
  ["github-token", `ghr_-${mixed}`, `ghr_-${mixed}`],
  ["github-token", `github_pat_${mixed}_${mixed}`, `github_pat_${mixed}_${mixed}`],
  ["gitlab-token", `glpat-${mixed}`, `glpat-${mixed}`],
  ...["a", "b", "p", "r", "s"].map((p) => ["slack-token", `"xox${p}-123-${mixed}"`, `xox${p}-123-${mixed}`] as const),
  ["webhook-url", "https://hooks.slack.com/services/T0000/B0000/abcdefgh", "T0000/B0000/abcdefgh"],
  ...["AKIA", "ASIA", "ABIA", "ACCA"].map(
    (p) => ["aws-access-key-id", `${p}ABCDEFGHIJKLMNOP`, `${p}ABCDEFGHIJKLMNOP`] as const,
  ),
  ["google-key", `AIza${mixed.slice(0, 35)}`, `AIza${mixed.slice(0, 35)}`],
  ["google-key", `ya29.${mixed}`, `ya29.${mixed}`],
  ["npm-token", `//r/:_x npm_${mixed.slice(0, 36)}`, `npm_${mixed.slice(0, 36)}`],
  ["hugging-face-token", `hf_${mixed}`, `hf_${mixed}`],
  ...["rk_live", "rk_test", "sk_live", "sk_test"].map((p) => ["stripe-key", `${p}_${mixed}`, `${p}_${mixed}`] as const),
  ["sendgrid-key", `SG.${mixed.slice(0, 22)}.${mixed}`, `SG.${mixed.slice(0, 22)}.${mixed}`],
  ["jwt", `a ${jwt} b`, jwt],
  ["service-token", `dckr_pat_${mixed}`, `dckr_pat_${mixed}`],
  [
    "private-key",
    `${pem}\nMIIB\nabc=\n-----END RSA PRIVATE KEY-----\nrest`,
    `${pem}\nMIIB\nabc=\n-----END RSA PRIVATE KEY-----`,
  ],
  [
    "private-key",
    `"${pem}\\nMIIB\\nabc=\\n-----END RSA PRIVATE KEY-----\\n"`,
    `${pem}\\nMIIB\\nabc=\\n-----END RSA PRIVATE KEY-----`,
  ],
  ["private-key", `${pem}\nMIIBcut`, `${pem}\nMIIBcut`],
  ["private-key", `a cut: ${mixed}\n${pemEnd}\nrest`, `${mixed}\n${pemEnd}`],
  ["private-key", `…${mixed}\\n${pemEnd}\\n`, `${mixed}\\n${pemEnd}`],
  [
    "private-key",
    `${pem}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${mixed}\n${pemEnd}\nrest`,
    `${pem}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${mixed}\n${pemEnd}`,
  ],
  ["authorization", "curl -H 'Authorization: Bearer abcdef'", "abcdef"],
  ["authorization", '{"authorization":"Basic dTpw"}', "dTpw"],
  ["authorization", `Bearer ${mixed}`, mixed],
  ["authorization", "X-Api-Key: abcdef1", "abcdef1"],
  ["cookie", "Cookie: a=b1234; c=d\r\nHost: x", "a=b1234; c=d"],
  ["cookie", "'Set-Cookie: sid=12345; Path=/'", "sid=12345; Path=/"],
  ["url-password", "postgres://user:hunter2@host/db", "hunter2"],
  ["url-password", "https://:pass1@host", "pass1"],
  ["url-password", `https://${hex}0123@host/x`, `${hex}0123`],
  ["url-password", "https://abcdef:x-oauth-basic@github.com/a", "abcdef"],
  ["url-signature", "https://a/b?se=1&sig=abc%2Bdef0123456789%3D", "abc%2Bdef0123456789%3D"],
  ["curl-password", "curl -s -u me:hunter2 https://a", "hunter2"],
  ["flag-secret", "mysql -uroot -phunter22 db", "hunter22"],
  ["flag-secret", "sshpass -p hunter33 ssh a@b", "hunter33"],
  ["flag-secret", "docker login -u me -p hunter44 reg.example", "hunter44"],
  ["named-secret", "PASSWORD=hunter2", "hunter2"],
  ["named-secret", "export DB_PASSWORD='correct horse'", "correct horse"],
  ["named-secret", 'MY_TOKEN="abcdef1"', "abcdef1"],
  ["named-secret", '{"client_secret": "abc-def-1"}', "abc-def-1"],
  ["named-secret", '{\\"apiKey\\":\\"abcdef1\\"}', "abcdef1"],
  ["named-secret", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY1", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY1"],
  ["named-secret", "password: hunter2000", "hunter2000"],
  ["named-secret", "SIGN_KEY=0123456789abcdef", "0123456789abcdef"],
  ["flag-secret", "tool --api-token abcdef1 --x", "abcdef1"],
  ["flag-secret", `["--token","abcdef1"]`, "abcdef1"],
  ["named-secret", "export DB_PASS=s5w0rdX99", "s5w0rdX99"],
  ["named-secret", "SMTP_PASS='correct horse'", "correct horse"],
  ["named-secret", '{"db_pass": "hunter22"}', "hunter22"],
  ["named-secret", `heroku config:set SECRET_KEY_BASE=${hex}`, hex],
  ["named-secret", '{"secret_key": "abc-def-1"}', "abc-def-1"],
  ["named-secret", `aws configure set aws_secret_access_key ${mixed}`, mixed],
  ["named-secret", `aws --profile p configure set p.aws_session_token '${mixed}'`, mixed],
  ["url-password", "postgres://bob:p@s5w0rdX@host/db", "p@s5w0rdX"],
  ["url-password", "postgres://bob:pa/s5w0rdX@host/db", "pa/s5w0rdX"],
  ["url-password", "postgres://bob:secret@host", "secret"],
  ["flag-secret", "redis-cli -h h -a hunter55 ping", "hunter55"],
  ["flag-secret", "redis-cli --pass hunter-five ping", "hunter-five"],
  ["flag-secret", "tool --db-pass s5w0rdX99", "s5w0rdX99"],
  ["flag-secret", "openssl rsa -in k -passin pass:abcdef -out o", "abcdef"],
];

describe("findSecrets", () => {
  test.each(SECRETS)("%s in %s", (rule, text, hidden) => {
    const spans = findSecrets(text);
    expect(spans.map((span) => text.slice(span.start, span.end))).toEqual([hidden]);
    expect(spans[0]?.rule).toBe(rule);
  });

  test.each([
    "commit 5f3a9c0d1e2b3a4c5d6e7f8091a2b3c4d5e6f708",
    "01a1fcf9-7cc9-7c22-9b1e-0123456789ab",
    '{"session_id":"01a1fcf9-7cc9-7c22-9b1e-0123456789ab","turn_id":"1"}',
    `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${mixed.repeat(20)}AKIA${mixed}=`,
    "/home/me/.ssh/id_rsa /etc/passwd ~/.aws/credentials",
    '{"input_tokens":100,"output_tokens":12,"total_token_usage":{"total_tokens":112},"max_output_tokens":10000}',
    "const token = parser.nextToken(); if (token.kind === 3) return token;",
    "function login(password: string, token?: Token): Secret {}",
    "Authorization: Bearer $TOKEN",
    'curl -H "Authorization: Bearer ${OPENAI_API_KEY}" https://u:$PASS@host',
    "password: ${{ secrets.DB_PASSWORD }} token=<token> API_KEY=your-key-here SECRET=xxxxxxxx PASSWORD=",
    "token = os.environ['TOKEN']; key = process.env.API_KEY",
    "client(token=access_token, password=db_password)",
    "readonly secret: Uint8Array; headers: { 'x-api-key': Schema.String }; requires Authorization: header",
    "SyntaxError: Unexpected token: export",
    "PWD=/root OLDPWD=/tmp/x pwd: /a/b",
    'class="sk-folding-cube sk-circle-fade-dot" disk-usage-0123456789abcdef',
    "npm_config_registry=https://registry.npmjs.org/",
    "the basic idea of a bearer of news, and cookie dough: flour",
    "docker run -u 1000:1000 -e TOKEN image",
    "git log --author=me --format=%H author: someone@example.com",
    "https://example.com/a@b http://localhost:8080/x git@github.com:a/b.git ssh://git@host/a",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "if (line === '-----END PRIVATE KEY-----') return;",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host",
    "sha512-abcDEF0123456789abcDEF0123456789== integrity",
    "--max-tokens 100 --token-budget 5 --password-stdin --api-key-file ./key",
    "--two-pass forward --pass all first_pass=forward render_pass: RenderPass2 n_pass=1234 -pass 3 passed=12 bypass=x1",
    "postgres://localhost:5432/db@x http://h:3000/npm/react@18 https://h:8080/@scope/a postgres://user:password@host",
    "openssl rsa -passin env:KEY_PASSPHRASE -passout file:k redis-cli -h host -n 1 aws-cli",
    "https://h/?mail=me@example.com https://u:$P@host?to=a@b",
    "secret_key = load_key() secret_key: string",
    "tokenizer=bpe tokens: 5 secrets: [] passwordless=true token_count=17",
  ])("leaves alone: %s", (text) => {
    expect(findSecrets(text).map((span) => text.slice(span.start, span.end))).toEqual([]);
  });

  test("finds the words a user lists, wherever they stand", () => {
    const text = "hosts: blue-heron, xblue-heronx; redacted";
    expect(findSecrets(text, { words: ["blue-heron", "", "redacted"] })).toEqual([
      { start: 7, end: 17, rule: "listed-word" },
      { start: 20, end: 30, rule: "listed-word" },
    ]);
  });
});

const piece = fc.oneof(
  fc.constantFrom(...SECRETS.map(([, text]) => text), ...SECRETS.map(([, , hidden]) => hidden)),
  fc.constantFrom(
    " ",
    "\n",
    '"',
    "'",
    "\\",
    "=",
    ":",
    "://",
    "@",
    "token=",
    "--secret ",
    "Bearer ",
    "Cookie: a=",
    ".",
    "_",
    "-",
  ),
  fc.string({ maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

test("nothing is found where the cheap look says no", () => {
  const damaged = fc
    .tuple(
      fc.constantFrom(...SECRETS.map(([, sample]) => sample)),
      fc.nat(80),
      fc.nat(12),
      fc.string({ maxLength: 3 }),
      fc.boolean(),
    )
    .map(([sample, at, length, other, upper]) => {
      const cut = sample.slice(0, at) + other + sample.slice(at + length);
      return upper ? cut.toUpperCase() : cut;
    });
  let found = 0;
  fc.assert(
    fc.property(damaged, (sample) => {
      if (scanSecrets(sample).length === 0) return;
      found += 1;
      expect(mayHoldSecret(sample)).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(found).toBeGreaterThan(500);
  // The look must not say no because a look before it said yes.
  for (const [, sample] of SECRETS) expect([mayHoldSecret(sample), mayHoldSecret(sample)]).toEqual([true, true]);
});

test("redacting twice changes nothing, and hides every secret that stands alone", () => {
  fc.assert(
    fc.property(text, (sample) => {
      const once = redactText(sample, findSecrets);
      expect(redactText(once.text, findSecrets)).toEqual({ text: once.text, hidden: [] });
      if (once.hidden.length === 0) expect(once.text).toBe(sample);
    }),
    { numRuns: 2000 },
  );
  for (const [, sample, hidden] of SECRETS) expect(redactText(`${sample}\n`, findSecrets).text).not.toContain(hidden);
});

test("spans are in order, apart and inside the text", () => {
  fc.assert(
    fc.property(text, (sample) => {
      let at = 0;
      for (const span of findSecrets(sample)) {
        expect(span.start).toBeGreaterThanOrEqual(at);
        expect(span.end).toBeGreaterThan(span.start);
        at = span.end;
      }
      expect(at).toBeLessThanOrEqual(sample.length);
    }),
  );
});

test.each([
  ...'a=-\\"_.A0: \n',
  ...[
    "-----BEGIN",
    `${pem}`,
    `${pemEnd}`,
    `${mixed}${pemEnd}`,
    `Version: ${pem}`,
    "--token ",
    "token=",
    'token="',
    'password=\\"',
    "://a:b",
    "curl -u ",
    "eyJ",
    "-eyJ",
  ],
  ...["sk-", "cookie: a=", "authorization: bearer ", "A_KEY=a1", "SG.a.", "0:AA", "?sig=", "xoxb-"],
])(
  "takes a time in proportion to the length of a run of %j",
  (run) => {
    const sample = run.repeat(1_000_000 / run.length);
    // Processor time, for a busy machine takes longer by the clock.
    const began = process.cpuUsage();
    redactText(sample, findSecrets);
    // Quadratic time would be minutes.
    expect(process.cpuUsage(began).user).toBeLessThan(4_000_000);
  },
  60_000,
);
