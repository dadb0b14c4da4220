import { domainToASCII, domainToUnicode } from "node:url";

// What a domain may be typed with. Anything more would be dropped in silence on its way to ASCII: "example.com/x" is not "example.com".
const TYPED = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The one form in which a domain of e-mail addresses is compared: in ASCII and small letters. Null if it is none. */
export function canonicalDomain(typed: string): string | null {
  if (!TYPED.test(typed)) return null;
  const ascii = domainToASCII(typed.normalize("NFKC").toLowerCase());
  return DOMAIN.test(ascii) && isDecodable(ascii) ? ascii : null;
}

// Newer versions of Node let labels through that look international and stand for nothing.
const isDecodable = (ascii: string): boolean => !/(^|\.)xn--/.test(domainToUnicode(ascii));
