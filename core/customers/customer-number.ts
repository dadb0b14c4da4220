/**
 * The one form in which customer numbers are compared: full-width digits to ASCII, upper case, no spaces or separators, no leading zeros
 * (T-N2). Null if nothing is left or it could be an address.
 */
export function canonicalNumber(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s._/-]/g, "")
    .replace(/^0+(?=.)/, "");
  return /^[A-Z0-9]{1,32}$/.test(text) ? text : null;
}
