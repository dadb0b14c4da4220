import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";
import { compareToNow } from "@/db/queries/clock";

/** Registration opens and closes when the shop said (P-R14): its own clock's time, compared by the database's. */
export const outOfHours: Policy = async ({ db, settings }) => {
  const { opensAt, closesAt } = settings.registration;
  if (opensAt === "" && closesAt === "") return null;
  const { timeZone } = settings.shop;
  const { isEarly, isLate } = await compareToNow(db, { opensAt, closesAt, timeZone });
  if (isEarly) return fail("registration.not-yet", { vars: { moment: `${opensAt.replace("T", " ")} (${timeZone})` } });
  return isLate ? fail("registration.over") : null;
};
