/** An order number as people copy it, in the one form it is looked up by: without a number sign, without spaces. */
export const canonicalOrderNumber = (typed: string): string => typed.normalize("NFKC").toUpperCase().replace(/[\s#]/g, "");
