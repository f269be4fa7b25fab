// The address of a request, as whoever asks writes it.

import { ENDPOINTS, type EndpointName, type Place } from "./endpoint.ts";

type Given = string | number | boolean | null | undefined;

/** What may be asked of an endpoint; what is null or undefined is left out. */
export type Asked<Name extends EndpointName> = {
  readonly [Parameter in keyof (typeof ENDPOINTS)[Name]["parameters"]]?: Given | readonly (string | number)[];
};

/** Path and query, such as `/api/sessions/0199…/turns?limit=50`. */
export function addressOf<Name extends EndpointName>(name: Name, place: Place<Name>, asked: Asked<Name> = {}): string {
  const path = ENDPOINTS[name].path.replaceAll(/\{(\w+)\}/g, (_, segment: string) =>
    encodeURIComponent((place as Readonly<Record<string, string>>)[segment] ?? ""),
  );
  const query = Object.entries<Given | readonly (string | number)[]>(asked).flatMap(([parameter, given]) => {
    const values = Array.isArray(given) ? (given as readonly (string | number)[]) : [given as Given];
    return values.flatMap((value) =>
      value === null || value === undefined ? [] : [`${parameter}=${encodeURIComponent(value)}`],
    );
  });
  return query.length === 0 ? path : `${path}?${query.join("&")}`;
}
