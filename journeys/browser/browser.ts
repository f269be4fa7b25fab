// A real Chromium for tests: the one inside an npm package on Linux, else the one ROLLBOOK_CHROMIUM names or Chrome.

import chromium from "@sparticuz/chromium";
import { type Browser, chromium as driver, type LaunchOptions } from "playwright-core";

/** Its own switches for serverless machines make it one process; these tests want the Chromium people have. */
const UNWANTED = /^--(?:single-process|headless|no-zygote)/;

async function options(): Promise<LaunchOptions> {
  const named = process.env["ROLLBOOK_CHROMIUM"] ?? "";
  if (named !== "") return { executablePath: named, args: ["--no-sandbox"] };
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome" };
  const args = [...chromium.args.filter((flag) => !UNWANTED.test(flag)), "--no-sandbox"];
  return { executablePath: await chromium.executablePath(), args };
}

export async function launchBrowser(): Promise<Browser> {
  return driver.launch({ ...(await options()), headless: true });
}
