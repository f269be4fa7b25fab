// Leaves out of a text what nobody searches for: images and other data in base64.

/** So long a run of its letters without a break is no word. */
const LONGEST = 512;

/** Stands for what was left out. */
const MARK = "…";

/** The text without runs of more than 512 letters of base64 (or of hexadecimal digits), and what may stand before one. */
export function withoutBlobs(text: string): string {
  let kept = "";
  let from = 0;
  // A longer run covers one of these places.
  for (let at = LONGEST - 1; at < text.length; at += LONGEST) {
    if (!isLetter(text.charCodeAt(at))) continue;
    let start = at;
    while (start > from && isLetter(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isLetter(text.charCodeAt(end))) end++;
    if (end - start > LONGEST) {
      kept += text.slice(from, start) + MARK;
      from = end;
    }
    at = Math.max(at, end - LONGEST);
  }
  return from === 0 ? text : kept + text.slice(from);
}

/** `A`–`Z`, `a`–`z`, `0`–`9`, `+`, `/`, `=`, `-` and `_`. */
function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2f ||
    code === 0x3d ||
    code === 0x2d ||
    code === 0x5f
  );
}
