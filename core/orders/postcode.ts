/** The one form in which postcodes are compared: upper case, no spaces or separators. Empty if nothing is left. */
export const canonicalPostcode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
