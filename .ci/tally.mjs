// Adds up the reports of a test run and prints one line: `N passed, N failed`. Plain JavaScript: any Node may run it.
//
// node .ci/tally.mjs <directory of reports> <exit code of the run>

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [directory = "", code = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
const reports = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".json")) : [];
for (const name of reports) {
  const report = JSON.parse(readFileSync(join(directory, name), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A test file that could not be loaded has failed, though none of its tests did.
  for (const file of report.testResults ?? []) {
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")) failed += 1;
  }
}
// A run that failed outside any test, or left no report at all, is a failure too.
if (failed === 0 && (code !== "0" || passed === 0)) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
