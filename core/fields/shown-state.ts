import type { Ctx } from "@/core/ctx";
import { fieldsAt, type Known, knownValue } from "@/core/fields/asked-fields";
import { hashToken } from "@/core/security/token";
import type { Place, Subject } from "@/settings/form-definition";

type Shown = { readonly place: Place; readonly known: Known; readonly about?: Subject };

/**
 * What the form about a record at a place was drawn from, with what it shows beside the shop's fields: it changes when anything in it does,
 * and tells nothing of what else is known. A use case that saves the whole form compares it under a lock, so that nobody writes over what
 * they have not seen.
 */
export function shownState(ctx: Pick<Ctx, "form">, { place, known, about = "person" }: Shown, beside: Known = {}): string {
  const shown = fieldsAt(ctx, place, known, about).map(({ key }) => [key, knownValue(known, key)] as const);
  const given = shown.filter(([, value]) => value !== "").sort();
  return hashToken(JSON.stringify([given, Object.entries(beside).sort()]));
}
