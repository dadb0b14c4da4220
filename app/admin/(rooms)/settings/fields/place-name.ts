import type { Ctx } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import type { Place } from "@/settings/form-definition";

/** What a place is called; of the four ways to register it is said which one people take now. */
export function placeName({ t, ctx }: { t: Translator; ctx: Pick<Ctx, "settings"> }, place: Place): string {
  const name = t(`adminFields.places.${place}`);
  return ctx.settings.registration.flow === place ? t("adminFields.inUse", { place: name }) : name;
}
