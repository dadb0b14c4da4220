import { z } from "zod";
import { wholeNumber } from "@/settings/fields";

/** How long the audit log is kept. */
export const audit = z.object({
  keepDays: wholeNumber(180, { min: 30, max: 3650, unit: "days" }),
});
