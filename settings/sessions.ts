import { z } from "zod";
import { wholeNumber } from "@/settings/fields";

/** How long a customer stays signed in, and in how many places. */
export const sessions = z.object({
  idleDays: wholeNumber(7, { min: 1, max: 90, unit: "days" }),
  absoluteDays: wholeNumber(30, { min: 1, max: 365, unit: "days" }),
  perAccount: wholeNumber(20, { min: 1, max: 100 }),
});
