// A certificate authority of the lab's own, and certificates for the names of servers it plays.

import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export interface Certificates {
  /** What clients are to trust, as PEM. */
  readonly authority: string;
  /** For a server that says it has one of the names. */
  readonly certificate: string;
  readonly key: string;
}

/** Makes them afresh; they are valid for years. */
export function makeCertificates(names: readonly string[]): Certificates {
  const root = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leaf = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = "Rollbook lab";
  // basicConstraints: an authority, critical · keyUsage: signs certificates, critical
  const isAuthority = [
    extension([2, 5, 29, 19], sequence(tagged(0x01, [0xff])), true),
    extension([2, 5, 29, 15], tagged(0x03, [2, 4]), true),
  ];
  const isServer = [
    extension([2, 5, 29, 17], sequence(...names.map((name) => tagged(0x82, Buffer.from(name))))),
    extension([2, 5, 29, 37], sequence(object([1, 3, 6, 1, 5, 5, 7, 3, 1]))),
  ];
  return {
    authority: certificate(1, issuer, issuer, root.publicKey, root.privateKey, isAuthority),
    certificate: certificate(2, issuer, names[0] ?? "", leaf.publicKey, root.privateKey, isServer),
    key: leaf.privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

function certificate(
  serial: number,
  issuer: string,
  subject: string,
  key: KeyObject,
  signer: KeyObject,
  extensions: readonly Buffer[],
): string {
  // ecdsa-with-SHA256
  const algorithm = sequence(object([1, 2, 840, 10045, 4, 3, 2]));
  const validity = sequence(tagged(0x17, Buffer.from("240101000000Z")), tagged(0x17, Buffer.from("490101000000Z")));
  const body = sequence(
    tagged(0xa0, tagged(0x02, [2])),
    tagged(0x02, [serial]),
    algorithm,
    nameOf(issuer),
    validity,
    nameOf(subject),
    key.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, signer)]));
  const base64 = sequence(body, algorithm, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

function nameOf(common: string): Buffer {
  return sequence(tagged(0x31, sequence(object([2, 5, 4, 3]), tagged(0x0c, Buffer.from(common)))));
}

function extension(id: readonly number[], value: Buffer, critical = false): Buffer {
  return sequence(object(id), ...(critical ? [tagged(0x01, [0xff])] : []), tagged(0x04, value));
}

function object(parts: readonly number[]): Buffer {
  const [first = 0, second = 0, ...rest] = parts;
  const bytes = rest.flatMap((part) => {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tagged(0x06, [first * 40 + second, ...bytes]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** One element of DER. */
function tagged(tag: number, content: Uint8Array | readonly number[]): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}
