// rollbook bundle: a session with its recording as one file, to be handed on.

import { resolve } from "node:path";
import { packBundle, gatherSession, spool, type BundleManifest, type Gathered } from "../../bundle/index.ts";
import { describeThread, openCatalogue, placeOf, STDIN } from "../../home/index.ts";
import { createDeepRedactor } from "../../redact/index.ts";
import { numbers, plural } from "../check/facts.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import { chooseThread, describeEmpty, describeUnknown, homesOf, isPath, listed } from "../operand.ts";
import { openOutputFile } from "../output/file.ts";
import { version } from "../version.ts";

export const runBundle: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const target = values.get("output")?.at(-1);
  if (target === undefined) throw new Failure(EXIT.usage, "name the file to write: -o FILE.tar.zst");
  const gathered = gather(operands[0] ?? "", homesOf(invocation, console.env), console);
  const redactor = flags.has("no-redact") ? null : createDeepRedactor();
  const output = openPrivate(
    target,
    gathered.files.map(({ path }) => path),
    console,
  );
  try {
    const spooled = await spool(gathered, redactor);
    try {
      const { files, hidden, left_out, paths } = spooled;
      const { session_id, threads, recording } = gathered;
      const manifest: BundleManifest = {
        ...{ schema_version: 1, created_at: new Date().toISOString(), rollbook_version: version() },
        ...{ session_id, threads, redacted: redactor !== null, recording: recording !== null, files, hidden, left_out },
      };
      await packBundle(manifest, paths, async (bytes) => {
        output.write(bytes.slice());
        await output.settle();
      });
      await output.finish();
      report(manifest, console);
      return left_out.length > 0 ? EXIT.input : EXIT.ok;
    } finally {
      spooled.dispose();
    }
  } catch (error) {
    output.discard();
    throw error;
  }
};

function gather(word: string, homes: readonly string[], { note }: Console): Gathered {
  if (word === STDIN) throw new Failure(EXIT.usage, "standard input cannot be bundled; name a session or its file");
  if (isPath(word)) return gatherAt(word, note);
  const library = openCatalogue(homes);
  const found = chooseThread(library, word, note);
  if (found === null) throw new Failure(EXIT.input, describeUnknown(word, homes));
  return gatherSession(library, found.thread);
}

/** A file, or a directory that holds one session; subagents are looked for in the codex home it lies in. */
function gatherAt(path: string, note: (line: string) => void): Gathered {
  const { home } = placeOf(resolve(path));
  const library = openCatalogue(home === "" ? [path] : [path, home]);
  const rollouts = (library.given.get(path) ?? []).map((stem) => library.at(stem.path)).filter((each) => each !== null);
  const threads = [...new Set(rollouts.map((rollout) => library.catalogue.threadOf(rollout)))];
  const inside = new Set(threads.map(({ id }) => id));
  const roots = threads.filter(({ header }) => header.parent_id === null || !inside.has(header.parent_id));
  const [thread, another] = roots;
  if (thread === undefined) throw new Failure(EXIT.input, describeEmpty(path, false));
  if (another === undefined) return gatherSession(library, thread);
  const candidates = roots.map((each) => describeThread(library, each));
  throw new Failure(EXIT.usage, `${path} holds ${listed(candidates, note)}`);
}

/** Whatever is hidden, a session is nobody else's business: the file is its owner's alone. */
function openPrivate(target: string, inputs: readonly string[], { env }: Console): ReturnType<typeof openOutputFile> {
  const before = process.umask(0o077);
  try {
    return openOutputFile(target, inputs, env);
  } finally {
    process.umask(before);
  }
}

function report({ files, threads, hidden, redacted, recording, left_out }: BundleManifest, { note }: Console): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const recorded = recording ? " with the recording" : ", without a recording";
  note(
    `rollbook: ${plural(files.length, "file")} of ${plural(threads.length, "thread")}${recorded}, ${numbers(bytes)} bytes unpacked`,
  );
  for (const { name, why } of left_out) note(`rollbook: ${name} was left out: ${why}`);
  if (!redacted) note("rollbook: nothing was hidden: the bundle holds whatever secrets the session does");
  else if (Object.keys(hidden).length > 0) note(`rollbook: ${describeHidden(Object.entries(hidden))}`);
  else note("rollbook: nothing in it looks like a secret, so nothing was hidden");
}
