import type { Ctx } from "@/core/ctx";

type Person = { readonly email: string; readonly firstName: string; readonly lastName: string };

/** What everybody knows of a person who registers: no password may be made of it. */
export const personalWords = ({ settings }: Pick<Ctx, "settings">, { email, firstName, lastName }: Person): string[] => [
  email,
  firstName,
  lastName,
  settings.shop.name,
];
