import { z } from "zod";
import type { Ctx, Language } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { updateStaff } from "@/db/queries/staff-room";

/** What the form of the own language holds. */
export const chooseStaffLanguageInput = z.object({ language: z.enum(["en", "es"], { error: "field.invalid" }) });

/** Chooses the language a staff member is spoken and written to in. */
export async function chooseStaffLanguage(
  ctx: Pick<Ctx, "db">,
  { staffId, language }: { readonly staffId: string; readonly language: Language },
): Promise<Result<undefined, never>> {
  await updateStaff(ctx.db, staffId, { language });
  return ok();
}
