import type { Ctx } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import type { StaffNotice } from "@/core/staff/staff-notices";
import { findStaffRow } from "@/db/queries/staff-room";

/** Queues a mail that tells a staff member what happened to their access, in the open transaction. Never held back by limits. */
export async function tellStaff(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  staffId: string,
  event: StaffNotice,
): Promise<void> {
  const person = await findStaffRow(ctx.db, staffId);
  if (!person) return;
  const { email, name } = person;
  const language = languageOf(person, ctx.request.language);
  await queueMail(ctx, { message: "staff-notice", to: { email, name }, language, facts: { event } });
}
