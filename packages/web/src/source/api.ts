// Questions to the server, typed by its contract.

import { addressOf, type Answers, type Asked, type EndpointName, type Place } from "rollbook-api";

/** The server refused, or is not there; the message is for people. */
export class ApiError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

export async function ask<Name extends keyof Answers & EndpointName>(
  name: Name,
  place: Place<Name>,
  asked: Asked<Name> = {},
  left?: AbortSignal,
): Promise<Answers[Name]> {
  const response = await fetchAddress(addressOf(name, place, asked), left);
  return (await response.json()) as Answers[Name];
}

export async function fetchAddress(address: string, left?: AbortSignal): Promise<Response> {
  const response = await fetch(address, left === undefined ? {} : { signal: left }).catch(() => {
    throw new ApiError("The server does not answer: it may have been stopped.", 0);
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as { readonly detail?: string } | null;
  throw new ApiError(problem?.detail ?? `The server answered ${response.status}.`, response.status);
}
