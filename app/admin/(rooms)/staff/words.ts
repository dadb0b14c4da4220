import type { Language } from "@/core/ctx";
import type { Colleague } from "@/core/staff/list-staff";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";

/** Where a staff member's page is. */
export const colleaguePath = (id: string): string => `/admin/staff/${id}`;

/** Where somebody stands, in words. */
export function stateOf(t: Translator, language: Language, { state, linkExpiresAt, isLinkExpired }: Colleague): string {
  if (state !== "invited") return t(`adminStaff.states.${state}`);
  if (linkExpiresAt === null || isLinkExpired) return t("adminStaff.states.lapsed");
  return t("adminStaff.states.invited", { at: momentsIn(language)(linkExpiresAt).text });
}

/** When somebody signed in last, in words. */
export const lastSignInOf = (t: Translator, language: Language, { lastSignInAt }: Colleague): string =>
  lastSignInAt === null ? t("adminStaff.never") : momentsIn(language)(lastSignInAt).text;
