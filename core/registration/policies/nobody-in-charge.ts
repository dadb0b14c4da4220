import { canonicalEmail } from "@/core/customers/email-address";
import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";
import { findActiveStaff } from "@/db/queries/staff";

/** Registration is open only while an active staff member is in charge of it (P-R12). */
export const nobodyInCharge: Policy = async ({ db, settings }) => {
  const emailKey = canonicalEmail(settings.registration.personInCharge);
  const person = emailKey === null ? null : await findActiveStaff(db, emailKey);
  return person ? null : fail("registration.closed");
};
