// Finds the `*** Begin Patch … *** End Patch` envelope in what was given to apply_patch.

const BEGIN = "*** Begin Patch";
const END = "*** End Patch";
const HEREDOC = /^<<-?\s*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1$/;

/** The lines between the markers, and what was wrong with the markers. */
export interface Envelope {
  readonly body: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The envelope in an apply_patch input, markers included and nothing around it; null where there is none.
 *
 * As lenient as Codex: blank space around the envelope and its markers, and a heredoc that no shell took off
 * (`<<'EOF'` … `EOF`). Beyond Codex, which refuses them: an envelope without its end marker is returned to its last
 * line, and lines after the end marker are left out.
 */
export function findPatch(text: string): string | null {
  const lines = envelopeLines(text);
  return lines === null ? null : lines.join("\n");
}

/** Takes the markers off; null where there is no begin marker. */
export function openEnvelope(text: string): Envelope | null {
  const lines = envelopeLines(text);
  if (lines === null) return null;
  const closed = lines.length > 1 && lines.at(-1)?.trim() === END;
  return closed
    ? { body: lines.slice(1, -1), problems: [] }
    : { body: lines.slice(1), problems: ["the patch has no end marker"] };
}

function envelopeLines(text: string): string[] | null {
  // Most inputs that reach here and hold no patch are long outputs: look before splitting.
  if (!text.includes(BEGIN)) return null;
  let lines = text.trim().split(/\r?\n/);
  const heredoc = HEREDOC.exec(lines[0]?.trim() ?? "");
  if (heredoc !== null) {
    const closing = lines.at(-1)?.trim() === heredoc[2];
    lines = lines.slice(1, closing ? -1 : undefined);
    while (lines.at(-1)?.trim() === "") lines.pop();
    while (lines[0]?.trim() === "") lines.shift();
  }
  if (lines[0]?.trim() !== BEGIN) return null;
  if (lines.at(-1)?.trim() === END) return lines;
  // An indented end marker may be a context line, so inside the text only one in the first column counts.
  const end = lines.findLastIndex((line) => line.trimEnd() === END);
  return end === -1 ? lines : lines.slice(0, end + 1);
}
