import type { z } from "zod";
import { canonicalEmail } from "@/core/customers/email-address";
import { LONGEST_NAME, line } from "@/core/input";

// Digits as they stand on a card: groups, brackets, a plus in front.
const PHONE = /^\+?[\d\s()./-]{4,}$/;

/** What staff type about a customer. At least one of the names; address and telephone may be missing. */
export const masterDataFields = {
  firstName: line(LONGEST_NAME),
  lastName: line(LONGEST_NAME),
  email: line(254).transform((text, context) => {
    const canonical = text === "" ? null : canonicalEmail(text);
    if (text !== "" && canonical === null) context.addIssue({ code: "custom", message: "email.invalid" });
    return canonical;
  }),
  phone: line(40).transform((text, context) => {
    if (text !== "" && !PHONE.test(text)) context.addIssue({ code: "custom", message: "phone.invalid" });
    return text === "" ? null : text;
  }),
};

/** What a customer is called and where they are reached. `email` is in canonical form. */
export type MasterData = z.output<z.ZodObject<typeof masterDataFields>>;

/** Whether nobody could tell who this is. */
export const isNameless = ({ firstName, lastName }: Pick<MasterData, "firstName" | "lastName">): boolean =>
  firstName === "" && lastName === "";
