import { lintSource } from "@secretlint/core";
import { creator, rules } from "@secretlint/secretlint-rule-preset-recommend";
import fc from "fast-check";
import { mayHoldToken } from "rollbook-core";
import { describe, expect, test } from "vitest";
import { createRedactor, loadSecretlint } from "./index.ts";

const find = await loadSecretlint();

// What each rule looks for, as a shape to make samples from. No sample is written out, so no scanner takes this for a leak.
const SHAPES: Readonly<Record<string, string>> = {
  aws: "(AWS|aws)_(SECRET|secret)_(ACCESS|access)_(KEY|key)[ ]?[=:][ ]?[A-Za-z0-9/+]{39}[a-z]",
  npm: "npm_[A-Za-z0-9]{36}|https://[a-z0-9]{20}:x-oauth-basic@github\\.com/",
  slack:
    "xox[bpaor]-[0-9]{10}-[a-zA-Z0-9]{24}|https://hooks\\.slack\\.com/services/T[A-Z0-9]{8}/B[A-Z0-9]{8}/[a-zA-Z0-9]{24}",
  basicauth: "(https|ftp)://[a-z]{6}:[a-z0-9]{4}[0-9]{4}@host\\.com",
  openai: "sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20}|sk-(proj|admin)-[A-Za-z0-9_-]{74}T3BlbkFJ[A-Za-z0-9_-]{73}[a-z]",
  anthropic: "sk-ant-api03-[A-Za-z0-9_-]{93}AA",
  groq: "gsk_[a-zA-Z0-9]{52}",
  huggingface: "hf_[a-zA-Z]{34}",
  linear: "lin_api_[a-zA-Z0-9]{40}",
  notion: "ntn_[0-9]{11}[A-Za-z0-9]{35}",
  sendgrid: "SG\\.[a-zA-Z0-9]{22}\\.[a-zA-Z0-9]{43}",
  shopify: "shp(at|ca|pa|ss)_[a-fA-F0-9]{32}",
  stripe: "(sk|rk)_(live|test)_[a-zA-Z0-9]{24}",
  github: "gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82}",
  gitlab: "glpat-[A-Za-z0-9_-]{20}",
  grafana: "glc_[A-Za-z0-9]{40}|glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}",
  "database-connection-string": "(mongodb|mysql|postgres)://[a-z]{6}[0-9]:[a-z0-9]{4}[0-9]{4}@db\\.host/x",
  "hashicorp-vault": "hvs\\.[A-Za-z0-9_-]{95}",
  vercel: "vc[piark]_[A-Za-z0-9]{24}",
  databricks: "dapi[A-Fa-f0-9]{32}",
  docker: "dckr_pat_[a-zA-Z0-9_-]{27}",
  figma: "figd_[A-Za-z0-9_-]{40}",
  cloudflare: "cf(k|ut|at)_[A-Za-z0-9]{40}[0-9a-f]{8}",
  tailscale: "tskey-(auth|api)-[0-9A-Za-z]{12}-[0-9A-Za-z]{32}",
};

const shape = (pattern: string): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^(${pattern})$`));
const around = fc.constantFrom("", " ", "\n", '"', "'", "= ", "(");
const sample = fc.tuple(around, fc.oneof(...Object.values(SHAPES).map(shape)), around).map((parts) => parts.join(""));

describe("the rules of Secretlint", () => {
  test("are those that the cheap look in core was made for", () => {
    const known = [...Object.keys(SHAPES), "gcp", "privatekey", "1password", "filter-comments"].toSorted();
    expect(rules.map((rule) => rule.meta.id.replace("@secretlint/secretlint-rule-", "")).toSorted()).toEqual(known);
  });

  test.each(Object.entries(SHAPES))("find %s, and the cheap look lets it through", (name, pattern) => {
    let found = 0;
    fc.assert(
      fc.property(shape(pattern), (text) => {
        const spans = find(text);
        if (spans.length > 0) expect(mayHoldToken(text)).toBe(true);
        if (spans.some((span) => span.rule === `secretlint-${name}`)) found += 1;
      }),
      { numRuns: 30 },
    );
    expect(found).toBeGreaterThan(0);
  });

  test("find what Secretlint's own engine finds", async () => {
    await fc.assert(
      fc.asyncProperty(sample, async (text) => {
        const result = await lintSource({
          source: { content: text, filePath: "package.json", ext: ".txt", contentType: "text" },
          options: { config: { rules: [{ id: creator.meta.id, rule: creator, options: {} }] } },
        });
        const theirs = result.messages.flatMap((message) => {
          if (message.type !== "message") return [];
          const rule = message.ruleId.replace("@secretlint/secretlint-rule-", "secretlint-");
          // These two report a range that is not that of the secret; the next test is about them.
          const [start, end] = /-(?:aws|npm)$/.test(rule) ? [0, 0] : message.range;
          return [`${rule} ${start}-${end}`];
        });
        const ours = find(text).map((span) =>
          /-(?:aws|npm)$/.test(span.rule) ? `${span.rule} 0-0` : `${span.rule} ${span.start}-${span.end}`,
        );
        expect(ours.toSorted()).toEqual(theirs.toSorted());
      }),
      { numRuns: 100 },
    );
  });

  test("hide the whole of a secret that stands behind a name", () => {
    const secret = `${"aB3/".repeat(9)}abcd`;
    const texts = [
      `AWS_SECRET_ACCESS_KEY = ${secret}`,
      `https://${secret.replaceAll("/", "0")}:x-oauth-basic@github.com/`,
    ];
    for (const text of texts) {
      const [start, end] = [text.indexOf("aB3"), text.indexOf("abcd") + 4];
      expect(find(text)).toContainEqual(expect.objectContaining({ start, end }));
    }
  });

  test("cannot be switched off by the text", () => {
    const key = `hf_${"a".repeat(34)}`;
    expect(find(`/* secretlint-disable */ ${key}`)).toHaveLength(1);
  });

  test.each([
    "ghs_1_-",
    "SG.a.",
    "mongodb://",
    "-----BEGIN PRIVATE KEY-----\n ",
    "_authToken=",
    "xoxb-a-",
    "https://a:",
  ])(
    "take a bounded time for a run of %j",
    (run) => {
      // Processor time, for a busy machine takes longer by the clock.
      const began = process.cpuUsage();
      find(run.repeat(300_000 / run.length));
      expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
    },
    60_000,
  );
});

describe("createRedactor", () => {
  const key = `hf_${"ab".repeat(17)}`;
  const action = { record: "action", action_id: "a", command: "ls", output: null as string | null };

  test("answers at once where no text calls for the rules", () => {
    const redactor = createRedactor();
    const record = { ...action, output: "password=hunter2" };
    expect(redactor.redact(action)).toEqual({ record: action, report: [] });
    expect(redactor.redact(record)).toMatchObject({ record: { output: "password=[redacted:named-secret]" } });
  });

  test("loads the rules where one does, and answers at once from then on", async () => {
    const redactor = createRedactor({ words: ["heron"] });
    // Only their rule knows it without a digit after the prefix.
    const record = { ...action, output: `a ${key.replaceAll("b", "c")} heron` };
    const first = redactor.redact(record);
    expect(first).toBeInstanceOf(Promise);
    const redacted = await first;
    expect(redacted.record.output).toMatch(/^a \[redacted:[a-z-]+\] \[redacted:listed-word\]$/);
    expect(redactor.redact(record)).toEqual(redacted);
    expect(redactor.redact(redacted.record)).toEqual({ record: redacted.record, report: [] });
  });

  test("finds with their rules what ours do not know", async () => {
    const secret = `figd_${"-".repeat(39)}_`;
    const redacted = await createRedactor().redact({ ...action, output: `x ${secret}` });
    expect(redacted.report).toEqual([{ action_id: "a", field: "output", rule: "secretlint-figma", count: 1 }]);
  });

  test("hides the password of a URL and leaves the host", async () => {
    const redactor = createRedactor();
    await redactor.load();
    const record = { ...action, output: "postgres://admin7:s3cr3tpw@db.host/x https://admin7:s3cr3tpw@host.com/x" };
    expect(await redactor.redact(record)).toMatchObject({
      record: {
        output: "postgres://admin7:[redacted:url-password]@db.host/x https://admin7:[redacted:url-password]@host.com/x",
      },
    });
  });

  test("redacting twice changes nothing", async () => {
    const redactor = createRedactor();
    await redactor.load();
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { maxLength: 3 }), async (parts) => {
        const once = await redactor.redact({ ...action, output: parts.join(" ") });
        const twice = await redactor.redact(once.record);
        expect(twice).toEqual({ record: once.record, report: [] });
      }),
      { numRuns: 200 },
    );
  });
});
