/** Longest name of a company. */
export const LONGEST_COMPANY_NAME = 120;
