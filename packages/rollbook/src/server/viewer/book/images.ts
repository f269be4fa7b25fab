// A picture of an item as the bytes a browser is sent.

import { pictureOf } from "rollbook-core/view";

export interface Image {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Null for what is none of the four kinds: nothing else is sent as a picture, whatever it says it is. */
export function imageOf(text: string): Image | null {
  const picture = pictureOf(text);
  return picture === null ? null : { type: picture.type, bytes: Buffer.from(picture.base64, "base64") };
}
