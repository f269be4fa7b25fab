// Ids of threads as clients may spell them, and what Codex says of those that are none.

import { CODE, RequestFailure } from "./failure.ts";

const GROUPS = [8, 4, 4, 4, 12] as const;

/** With hyphens and in small letters; `what` is what the complaint calls it, such as `thread id`. */
export function readUuid(given: string, what: string, code: number = CODE.request): string {
  const bare = /^\{(.*)\}$/.exec(given)?.[1] ?? given.replace(/^urn:uuid:/, "");
  const why = complaintOf(bare);
  if (why !== null) throw new RequestFailure(code, `invalid ${what}: ${why}`);
  const digits = bare.replaceAll("-", "").toLowerCase();
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}

function complaintOf(text: string): string | null {
  const characters = [...text];
  const wrong = characters.findIndex((character) => !/[0-9a-fA-F-]/.test(character));
  if (wrong !== -1) {
    const expected = "expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-]";
    return `invalid character: ${expected}, found \`${characters[wrong]}\` at ${wrong + 1}`;
  }
  const groups = text.split("-");
  if (groups.length === 1 && text !== "") {
    return text.length === 32 ? null : `invalid length: expected length 32 for simple format, found ${text.length}`;
  }
  if (text === "") return "invalid length: expected length 32 for simple format, found 0";
  if (groups.length !== GROUPS.length) return `invalid group count: expected 5, found ${groups.length}`;
  const odd = groups.findIndex((group, index) => group.length !== GROUPS[index]);
  return odd === -1
    ? null
    : `invalid group length in group ${odd}: expected ${GROUPS[odd]}, found ${groups[odd]?.length}`;
}
