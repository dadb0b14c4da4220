import type { Holder } from "@/db/queries/holders";

/** Where mail about an account goes: its own address, else where the shop writes to. Null if nobody has told one. */
export const addressOf = ({ email, contactEmail }: Pick<Holder, "email" | "contactEmail">): string | null =>
  email ?? contactEmail;
