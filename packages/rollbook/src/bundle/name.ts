// Names of files in a bundle: those that are packed are those that are unpacked, on any system.

const LONGEST = 1024;
/** Of most file systems, in bytes. */
const LONGEST_PART = 255;
/** Separators, drives and what systems read otherwise; what is not seen, or turns the rest around. */
// oxlint-disable-next-line no-control-regex
const UNFIT = /[\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Plain names below each other: no way up, no root, no drive. */
export function isPlainName(name: string): boolean {
  const parts = name.split("/");
  return (
    name.length <= LONGEST &&
    !UNFIT.test(name) &&
    parts.every((part) => part !== "" && part !== "." && part !== ".." && Buffer.byteLength(part) <= LONGEST_PART)
  );
}

/** Two names with one key are one name on some systems. */
export function keyOfName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
