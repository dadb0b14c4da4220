import { companyPermissions, isAdministrator } from "@/core/companies/permissions";
import type { Translator } from "@/messages/translator";

/** What a user type with these permissions allows, in few words: one for all of it where it is everything. */
export function mayInWords(t: Translator, names: readonly string[]): string {
  const named = isAdministrator(names) ? companyPermissions.slice(0, 1) : companyPermissions.filter((one) => names.includes(one));
  return named.map((one) => t(`userTypes.short.${one}`)).join(", ") || t("userTypes.short.nothing");
}

type Choosable = { readonly id: string; readonly name: string } & (
  | { readonly permissions: readonly string[] }
  | { readonly named: readonly string[] }
);

/** User types to choose from, each with what it allows: whoever gives one has to know. */
export const userTypeOptions = (t: Translator, types: readonly Choosable[]): { readonly code: string; readonly name: string }[] =>
  types.map((type) => {
    const may = mayInWords(t, "named" in type ? type.named : type.permissions);
    return { code: type.id, name: t("userTypes.option", { type: type.name, may }) };
  });
