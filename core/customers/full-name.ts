type Named = { readonly firstName: string | null; readonly lastName: string | null };

/** First and last name in one line, without a gap where one of them is not known; empty where neither is. */
export const fullNameOf = ({ firstName, lastName }: Named): string => [firstName, lastName].filter(Boolean).join(" ");

/** Both names of a full name again, where it is known which words were the first; null where it is not. */
export const namesWithin = (
  name: string,
  firstName: string | null,
): { readonly firstName: string; readonly lastName: string } | null =>
  firstName === null ? null : { firstName, lastName: name.slice(firstName.length).trimStart() };
