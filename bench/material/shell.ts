// Command lines as a model types them: no two alike, from one word to a script.

import type { Random } from "./random.ts";
import { sourceLine } from "./lines.ts";
import { camel, folder, noun, path, snake, verb } from "./words.ts";

type Form = (random: Random) => string;

const FORMS: readonly Form[] = [
  (r) => `rg -n "${camel(r)}" ${folder(r)} | head -${r.int(5, 200)}`,
  (r) => `rg --files -g '*.${r.pick(["ts", "rs", "py"])}' ${folder(r)} | sort | uniq -c | sort -rn | head`,
  (r) => `sed -n '${r.int(1, 400)},${r.int(401, 900)}p' ${path(r)}`,
  (r) => `cat ${path(r)} ${path(r)}`,
  (r) => `nl -ba ${path(r)} | sed -n '${r.int(1, 90)},${r.int(91, 240)}p'`,
  (r) => `ls -la ${folder(r)} && git status --short`,
  (r) => `git diff --stat HEAD~${r.int(1, 9)} -- ${folder(r)}`,
  (r) => `git log --oneline -n ${r.int(3, 40)} -- ${path(r)}`,
  (r) => `git add ${path(r)} ${path(r)} && git commit -q -m "${verb(r)} the ${noun(r)} of ${snake(r)}"`,
  (r) => `git show ${r.hex(8)}:${path(r)} > /tmp/${noun(r)}.txt`,
  (r) => `npm test -- ${path(r)} -t "${verb(r)}s the ${noun(r)}" 2>&1 | tail -n ${r.int(10, 90)}`,
  (r) => `npx tsc --noEmit -p ${folder(r)}/tsconfig.json`,
  (r) => `cargo test -p ${noun(r)}-${noun(r)} ${snake(r)} -- --nocapture`,
  (r) => `cd ${folder(r)} && make -j${r.int(2, 16)} ${noun(r)} ${snake(r).toUpperCase()}=${r.int(0, 9)}`,
  (r) => `find ${folder(r)} -name '*${noun(r)}*' -not -path '*/node_modules/*' -mtime -${r.int(1, 30)}`,
  (r) => `for f in ${folder(r)}/*.sql; do echo "== $f"; wc -l "$f"; done`,
  (r) =>
    `python3 - <<'PY'\nimport json, sys\n${snake(r)} = json.load(open("${path(r)}"))\nprint(len(${snake(r)}), ${snake(r)}[${r.int(0, 9)}])\nPY`,
  (r) => `python -m pytest ${path(r)}::test_${snake(r)} -q --maxfail=${r.int(1, 5)}`,
  (r) => `jq -r '.${noun(r)}[] | select(.${noun(r)} == "${verb(r)}") | .${noun(r)}' ${path(r)}`,
  (r) =>
    `curl -sS -m ${r.int(5, 60)} "https://example.invalid/${noun(r)}/${snake(r)}?${noun(r)}=${r.int(1, 999)}" -H 'accept: application/json'`,
  (r) => `mkdir -p ${folder(r)}/${noun(r)} && cp ${path(r)} ${folder(r)}/${noun(r)}/`,
  (r) => `mv ${path(r)} ${path(r)}`,
  (r) => `rm -rf build/${noun(r)}-${r.hex(6)} dist/${snake(r)}`,
  (r) => `printf '%s\\n' "${snake(r)}=${r.int(1, 99)}" >> ${path(r)}`,
  (r) => `cat > ${path(r)} <<'EOF'\n${Array.from({ length: r.int(3, 40) }, () => sourceLine(r)).join("\n")}\nEOF`,
  (r) => `sed -i 's/${camel(r)}/${camel(r)}/g' ${path(r)}`,
  (r) => `FOO_${noun(r).toUpperCase()}=1 node --test ${path(r)} ; echo "exit $?"`,
  (r) => `timeout ${r.int(10, 300)} go test ./${folder(r)}/... -run ${camel(r)} -count=1`,
  (r) =>
    `psql -c "select ${snake(r)}, count(*) from ${snake(r)} where ${noun(r)} > ${r.int(1, 500)} group by 1 order by 2 desc limit 20"`,
  (r) => `ps aux | grep -v grep | grep ${noun(r)} || true`,
  (r) => `test -f ${path(r)} && head -c ${r.int(100, 4000)} ${path(r)} || echo missing`,
  (r) => `docker compose logs --tail=${r.int(50, 500)} ${noun(r)}`,
  (r) =>
    `awk -F, '{ s[$${r.int(1, 9)}] += $${r.int(1, 9)} } END { for (k in s) print k, s[k] }' ${path(r)} | sort -k2 -rn`,
  (r) => `diff -u ${path(r)} ${path(r)} | head -n ${r.int(20, 200)}`,
  () => "pwd",
  () => "git status",
];

export function commandLine(random: Random): string {
  const first = random.pick(FORMS)(random);
  return random.chance(0.2) ? `${first} && ${random.pick(FORMS)(random)}` : first;
}
