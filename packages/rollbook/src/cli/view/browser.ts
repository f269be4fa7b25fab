// Opens a link in the browser of whoever sits before this machine, if there is one.

import { spawn } from "node:child_process";

type Env = Readonly<Record<string, string | undefined>>;

/** The command that opens a link; null where nobody would see it. */
export function openerFor(platform: NodeJS.Platform, env: Env): readonly [string, ...string[]] | null {
  if (env["CI"] !== undefined && env["CI"] !== "") return null;
  if (platform === "darwin") return env["SSH_CONNECTION"] === undefined ? ["open"] : null;
  // `start` is a word of the shell, whose first quoted argument is a title.
  if (platform === "win32") return ["cmd", "/c", "start", ""];
  return env["DISPLAY"] || env["WAYLAND_DISPLAY"] ? ["xdg-open"] : null;
}

/** The link is printed too: where this fails, it is opened by hand. */
export function openLink(link: string, env: Env): void {
  const opener = openerFor(process.platform, env);
  if (opener === null) return;
  const [program, ...words] = opener;
  const child = spawn(program, [...words, link], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
