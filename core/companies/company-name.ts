/** Longest name of a company. */
export const LONGEST_COMPANY_NAME = 120;

/** The form of a company's name that staff search by: small letters without accents, one space between words. It opens nothing (T-R15). */
export const companyNameKey = (name: string): string =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
