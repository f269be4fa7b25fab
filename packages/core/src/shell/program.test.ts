import { expect, test } from "vitest";
import { leadingProgram } from "./program.ts";

test.each([
  ["npm test", "npm"],
  ["cd web && CI=1 npm test", "npm"],
  ["/usr/bin/git -C /w status --short | head", "git"],
  ["export A=1; cd /w; for f in *.ts; do wc -l $f; done", "wc"],
  ["if [ -f x ]; then rm x; fi", "["],
  ["cd /w", "cd"],
  ["C:\\tools\\RG.EXE needle", "c:toolsrg"],
  ["$EDITOR x", null],
  ["A=1", null],
  ["", null],
  ["echo 'never ends", null],
  [`${"x".repeat(80)} y`, null],
])("%j is about %j", (script, program) => {
  expect(leadingProgram(script)).toBe(program);
});
