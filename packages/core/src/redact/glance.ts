// One quick pass over a text, before any expression: does it hold a few letters without which there is no secret?

/** What is asked of a place besides its letters, whose case is not looked at. */
type Manner =
  | "any"
  /** The third is no small letter. */
  | "upper"
  /** The second is none. */
  | "afterUpper"
  /** No letter or digit stands before it. */
  | "edge";

/**
 * Every alternative of the expressions in gate.ts needs one of these, three or four characters long, wherever it finds
 * something; those were chosen that are rare in commands, paths and ids. None has a space in it, so the words of a
 * command can be looked at apart.
 */
const NEEDED: readonly (readonly [Manner, string])[] = [
  // Names, flags, headers and URLs.
  [
    "any",
    "toke secr assw assp pwd eden key _aut _pat nnec okie oriz bear asic :// curl sig= ure= ks.s webh -pas _pas s-cl",
  ],
  // Tokens of services, by a part of their prefix.
  [
    "any",
    "sk- ghp_ gho_ ghu_ ghs_ ghr_ xox xapp aiza spx- npm_ hf_ k_li k_te whse sg. hvs. hvb. hvr. mysq aria sshp ogin",
  ],
  [
    "any",
    "glpa glpt gldt glrt glcb glft glso glim glag gloa glc_ glsa pypi gsk_ xai- r8_ n_ap ntn_ shpa shpc shpp shps dapi",
  ],
  ["any", "vcp_ vci_ vca_ vcr_ vck_ figd cfk_ cfut cfat ops_ sntr pmak"],
  ["upper", "a3t akia asia abia acca agpa aida aroa aipa anpa anva eyj ya29 _v1_ tt3 begi vate :aa"],
  ["edge", "rt_ rt."],
  ["afterUpper", "ska skb skc skd ske skf sk0 sk1 sk2 sk3 sk4 sk5 sk6 sk7 sk8 sk9"],
];

const ASKED: Readonly<Record<Manner, number>> = { any: 0, upper: 1, afterUpper: 2, edge: 4 };
const { upper: UPPER, afterUpper: AFTER_UPPER, edge: EDGE } = ASKED;
/** Where the underscore and the small letters begin, behind the large ones. */
const SMALL = 91;
const ANY_FOURTH = -1;

/**
 * By the lower five bits of three characters, in which the cases of a letter are the same: the fourth characters that
 * are asked for, a bit for each value of their lower five; 0 where the three lead nowhere.
 */
const FOURTHS = new Int32Array(1 << 15);
/** For the same place what is asked besides; nothing where one of its entries asks nothing. */
const MANNERS = new Uint8Array(1 << 15);

for (const [manner, list] of NEEDED) {
  const asked = ASKED[manner];
  for (const letters of list.split(" ")) {
    let place = 0;
    for (let at = 0; at < 3; at++) place = (place << 5) | (letters.charCodeAt(at) & 31);
    MANNERS[place] = FOURTHS[place] === 0 ? asked : (MANNERS[place] ?? 0) & asked;
    FOURTHS[place] = (FOURTHS[place] ?? 0) | (letters.length === 3 ? ANY_FOURTH : 1 << (letters.charCodeAt(3) & 31));
  }
}

/** False only for texts in which `mayHoldSecret` sees nothing either. About a nanosecond for a character. */
export function deservesLook(text: string): boolean {
  let place = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    place = ((place << 5) | (code & 31)) & 0x7fff;
    const fourths = FOURTHS[place];
    if (fourths === 0 || fourths === undefined) continue;
    if (fourths !== ANY_FOURTH && (at + 1 === text.length || (fourths & (1 << (text.charCodeAt(at + 1) & 31))) === 0)) {
      continue;
    }
    const asked = MANNERS[place];
    if (asked === UPPER && code >= SMALL) continue;
    if (asked === AFTER_UPPER && text.charCodeAt(at - 1) >= SMALL) continue;
    if (asked === EDGE && at > 2 && /[A-Za-z0-9]/.test(text.charAt(at - 3))) continue;
    return true;
  }
  return false;
}
