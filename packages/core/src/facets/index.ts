// The face of facets: what a list says of a session.

export type { Facets } from "./contract.ts";
export { createFacetFold, type FacetFold } from "./fold.ts";
