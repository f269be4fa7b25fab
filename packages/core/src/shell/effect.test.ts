import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeArgv, judgeCommand, RULES, type RuleName } from "./index.ts";

const CASES: Readonly<Record<RuleName, readonly string[]>> = {
  "reads-only": [
    "ls -la | head -5",
    "cat a.txt; pwd",
    "cat x 2>&1 >/dev/null",
    'for f in *.ts; do head -1 "$f"; done',
    "if [ -f a ]; then wc -l a; else echo none; fi",
    'x=1; echo $((x + 1)) "$x"',
    'f() { grep x "$1"; }; f a',
    "sed -n '1,20p' a.ts",
    "sed -n '/a b/,/c/p;30q' a.ts",
    "sed -E 's/a(b)/\\1/g' a",
    "awk '{ print $1 }' a",
    "awk -F, 'NR == 2' a",
    "find . -name '*.ts' -not -path './x/*'",
    "find . -type f -exec grep -l y {} +",
    "rg -n 'rm -rf' src",
    "ls | xargs grep x",
    "sort a | uniq -c",
    "date +%s",
    "git status --short && git --no-pager diff HEAD~1 -- a.ts",
    "git -C sub log -5 --oneline",
    "git branch -a; git remote -v; git config --get user.name; git stash list",
    "bash -lc 'cat a'",
    "env A=1 timeout 5 grep x a",
    "command -v rg || which grep",
    "/usr/bin/grep x a",
    "cat <<'EOF'\n$(rm x)\nEOF",
    "tar -tzf a.tgz",
    "tee /dev/null < a",
    "GIT_PAGER=cat git log",
    "echo 'rm -rf / > x'",
    "true &",
    "cargo tree --frozen",
    "cargo metadata --locked --offline",
  ],
  "asks-version": ["node --version", "npm -v", "python3 --version", "cargo --version"],
  "writes-files": [
    "mkdir -p a",
    "ls; rm -rf a",
    "cat a | tee b",
    "ls | xargs rm",
    "find . -exec rm {} +",
    "tar xf a.tgz",
    "cargo tree --offline",
  ],
  "writes-by-flag": [
    "sed -i s/a/b/ x",
    "sed -ni s/a/b/ x",
    "find . -name x -delete",
    "sort -o a a",
    "uniq a b",
    "git diff --output=x",
    "git log --outp=x",
    "git fsck --lost-found",
    "base64 -o b a",
    "go env -w A=b",
  ],
  "redirects-to-file": ["echo a > b", "{ ls; } >> b", "cat a &> b", "ls >& b", 'ls > "$x"', "echo $(ls > b)"],
  "writes-repository": [
    "git checkout main",
    "git add . && git commit -m x",
    "git branch new",
    "git stash",
    "git tag v1",
  ],
  "applies-patch": ["patch -p1 < a.diff", "cd a && ls && apply_patch <<'EOF'\nx\nEOF"],
  "changes-machine": ["kill -9 1", "date -s now", "crontab x"],
  "uses-network": ["curl https://a.b", "wget x -O - | head", "ssh host ls", "gh pr list", "rsync a host:b"],
  "git-network": ["git fetch", "git -c color.ui=never push", "git clone x", "git submodule update"],
  "fetches-packages": [
    "npm install",
    "npm ci && ls",
    "pip install x",
    "cargo add x",
    "cargo tree",
    "cargo metadata --format-version 1",
    "cargo tree --locked",
    "apt-get update",
    "yarn",
  ],
  "opens-socket": ["exec 3<>/dev/tcp/host/80", "cat < /dev/udp/h/1"],
  "runs-interpreter": ["python a.py", "node -e 1", "bash a.sh", "curl x | sh", "find . -exec sh -c 'ls {}' \\;"],
  "runs-tool": [
    "make",
    "npm test",
    "npx x",
    "cargo test",
    "pytest -q",
    "go build ./...",
    "git grep -O x",
    "npm --prefix install test",
  ],
  "runs-path": ["./a.sh", "ls && ../b", "node_modules/.bin/x", "/home/ls", "env ~/x"],
  "runs-text": ["source a", ". ./a", 'eval "$x"', "git rebase -x 'ls' main", "rg --pre cat x", "unset 'a[$(id)]'"],
  "runs-as-another": ["sudo ls", "docker run x"],
  "unknown-command": ["frobnicate", "ls | frobnicate", "echo $(frobnicate)", "alias ls=rm", "Get-Content a"],
  "unknown-flag": ["git frob", "git --frob status", "env --frob ls", "declare -n a=b"],
  "unread-program": ["sed 's/a/b/w out' x", "sed -f a b", "sed '1e ls' x", "sed 's/a/b/e' x", "awk '{ print > $1 }' a"],
  "dynamic-command": ["$X a", '"$(which ls)"', "env $X", "echo ${x@P}", "find . -exec {} \\;"],
  "dynamic-argument": [
    "sed -n 1p $x",
    "find $x",
    "ls | xargs sed -n 1p",
    "ls | xargs -I{} sed {} a",
    "sort *",
    "git log $x",
  ],
  "steered-environment": [
    "PATH=. ls",
    "export PATH=$PWD:$PATH",
    "LD_PRELOAD=x ls",
    "read PATH",
    "for PATH in a; do ls; done",
    "git -c core.pager=x log",
  ],
  unparsed: ["", "# only a remark", "echo 'a", "if true; then ls", "cat <<EOF\na", "ls $(", "x".repeat(300_000)],
};

describe.each(Object.entries(CASES))("%s", (rule, scripts) => {
  test.each(scripts)("%s", (script) => {
    expect(judgeCommand(script).rule).toBe(rule);
  });
});

test.each([
  [["bash", "-lc", "cat 'a b' | wc"], "reads-only"],
  [["cat", "a; rm b", "$(rm c)"], "reads-only"],
  [["powershell", "-Command", "cat a"], "runs-interpreter"],
  [["cmd", "/c", "echo 'a & del b'"], "runs-interpreter"],
  [[], "unparsed"],
])("judges the arguments %j", (argv, rule) => {
  expect(judgeArgv(argv).rule).toBe(rule);
});

test("every rule has a class and a meaning, and its name is in kebab case", () => {
  for (const [name, rule] of Object.entries(RULES)) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.meaning).toMatch(/^[A-Z].*\.$/);
    for (const script of CASES[name as RuleName]) expect(judgeCommand(script).class).toBe(rule.class);
  }
});

test("a script is never weaker than a part of it", () => {
  const rank = ["reads", "writes", "network", "runs", "unknown"];
  const part = fc.constantFrom(
    ...Object.values(CASES)
      .flat()
      .filter((script) => /^[^#<]{3,60}$/.test(script) && judgeCommand(script).rule !== "unparsed"),
  );
  const join = fc.constantFrom("; ", " && ", " || ", "\n");
  const wrap = fc.constantFrom(
    (script: string) => script,
    (script: string) => `( ${script} )`,
    (script: string) => `while true; do ${script}\ndone`,
    (script: string) => `echo "$(${script}\n)"`,
    (script: string) => `cat <(${script}\n)`,
    (script: string) => `g() { ${script}\n}; g`,
    (script: string) => `cat <<EOF\n$(${script}\n)\nEOF`,
  );
  fc.assert(
    fc.property(part, join, part, wrap, (one, by, other, around) => {
      const whole = rank.indexOf(judgeCommand(around(`${one}${by}${other}`)).class);
      expect(whole).toBeGreaterThanOrEqual(rank.indexOf(judgeCommand(one).class));
      expect(whole).toBeGreaterThanOrEqual(rank.indexOf(judgeCommand(other).class));
    }),
    { numRuns: 500 },
  );
});

test("never throws", () => {
  const piece = fc.constantFrom(
    "$(",
    ")",
    "`",
    "'",
    '"',
    "${",
    "}",
    "<<A\n",
    "A\n",
    "|",
    "&&",
    "((",
    "[[",
    "]]",
    "case x in",
    "esac",
    "ls",
    " ",
    "\n",
    ">",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(piece).map((all) => all.join("")),
      ),
      (script) => judgeCommand(script).rule in RULES,
    ),
    { numRuns: 500 },
  );
});

test.each([
  "$(",
  "`",
  "<<E ",
  '"$((',
  "${x:-",
  "(",
  "a|",
  "{ ",
  "if a; then ",
  "s/a/",
  "sed s/a/",
  "git ",
  "env ",
  "bash -c '",
])(
  "takes bounded time for a long run of %j",
  (piece) => {
    // Processor time, for a busy machine takes longer by the clock.
    const began = process.cpuUsage();
    for (const length of [20_000, 260_000]) judgeCommand(piece.repeat(length / piece.length));
    judgeCommand(`sed -n '${piece.replaceAll("'", "").repeat(1000)}' x`);
    expect(process.cpuUsage(began).user).toBeLessThan(3_000_000);
  },
  60_000,
);
