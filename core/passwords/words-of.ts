import type { Holder } from "@/db/queries/holders";

/** What everybody knows of a person: no password of theirs may be made of it (T-R13). */
export const wordsOf = ({ firstName, lastName, email, contactEmail, number }: Holder): string[] => [
  firstName,
  lastName,
  email ?? "",
  contactEmail ?? "",
  number,
];
