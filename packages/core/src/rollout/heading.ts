// How the text of an output begins: what Codex wrote before that which the tool printed.

import { CUT_HEAD, CUT_TAIL } from "../bytes/json.ts";

/** `Chunk ID`, `Exit code`, `Wall time`, … `Output:` */
export const HEADER =
  /^(?:Chunk ID: [0-9a-f]+\n)?(?:Exit code: (-?\d+)\n)?(?:Wall time:? ([\d.]+) seconds\n)?(?:Process exited with code (-?\d+)\n|Process running with session ID (\d+)\n)?(Warning: truncated output \(original token count: \d+\)\n)?(?:Original token count: \d+\n)?(Total output lines: \d+\n)?\n?Output:(?:\n|$)/;
/** `{"output": …, "metadata": …}`: TypeScript … 0.58, apply_patch until 0.128. */
export const WRAPPED = /^\s*\{\s*"output"\s*:\s*"/;
/** Code mode's first text item (0.160 …). */
export const SCRIPT = /^Script (completed|failed|running with cell ID (\S+))\nWall time:? ([\d.]+) seconds/;

/** How an output begins that states the command before its header, at whatever length (0.115 to 0.118). */
export const COMMAND_LINE = "Command: ";
/** Behind this no header is looked for. */
const LONGEST_COMMAND = 1 << 16;

/** The part of a text that is looked at for what it says about the call; the body that is found is the end of it. */
export function headOfText(text: string): string {
  if (text.length <= CUT_HEAD + CUT_TAIL) return text;
  return text.slice(0, commandLineEnd(text.slice(0, LONGEST_COMMAND)) + CUT_HEAD);
}

/** Where the header behind a `Command:` line begins; 0 when there is no such line. */
export function commandLineEnd(head: string): number {
  if (!head.startsWith(COMMAND_LINE)) return 0;
  const next = /\n(?=(?:Chunk ID: [0-9a-f]+\n|Wall time: [\d.]+ seconds\n))/.exec(head);
  return next === null ? 0 : next.index + 1;
}

/** The decoded start of a JSON string that may be cut anywhere; stops at the closing quote or a half escape. */
export function unescapeHead(text: string): string {
  let end = 0;
  while (end < text.length && text[end] !== '"') {
    const step = text[end] === "\\" ? (text[end + 1] === "u" ? 6 : 2) : 1;
    if (end + step > text.length) break;
    end += step;
  }
  try {
    return JSON.parse(`"${text.slice(0, end)}"`) as string;
  } catch {
    return text.slice(0, end);
  }
}
