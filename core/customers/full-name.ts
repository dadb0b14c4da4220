type Named = { readonly firstName: string | null; readonly lastName: string | null };

/** First and last name in one line, without a gap where one of them is not known; empty where neither is. */
export const fullNameOf = ({ firstName, lastName }: Named): string => [firstName, lastName].filter(Boolean).join(" ");
