// Parameters of a request: declared once, for the document, for the server that reads them and for whoever asks.

interface Named {
  readonly summary: string;
}

/** - `many`: may be given again; any of them will do - `from`, `to`: the least and the largest number taken */
export type Parameter = Named &
  (
    | { readonly kind: "text"; readonly many?: true }
    | { readonly kind: "count"; readonly usual: number | null; readonly from?: number; readonly to?: number }
    | { readonly kind: "choice"; readonly choices: readonly string[]; readonly usual: string | null }
    | { readonly kind: "choices"; readonly choices: readonly string[] }
    | { readonly kind: "flag" }
  );

export type Parameters = Readonly<Record<string, Parameter>>;

/** What the server makes of a parameter: nothing given is the usual value, an empty list, or false. */
export type ValueOf<P extends Parameter> = P extends { readonly kind: "flag" }
  ? boolean
  : P extends { readonly kind: "choices"; readonly choices: readonly (infer Choice)[] }
    ? readonly Choice[]
    : P extends { readonly kind: "text"; readonly many: true }
      ? readonly string[]
      : P extends { readonly kind: "text" }
        ? string | null
        : P extends { readonly kind: "count"; readonly usual: infer Usual }
          ? Usual extends null
            ? number | null
            : number
          : P extends { readonly choices: readonly (infer Choice)[]; readonly usual: infer Usual }
            ? Usual extends null
              ? Choice | null
              : Choice
            : never;

export type ValuesOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };
