import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";

/** Where the shop wants none, no address with a + and a word behind it, of which one mailbox has any number (P-R11). */
export const subAddress: Policy = ({ settings: { registration } }, { email }) =>
  registration.addressVariants === "refuse" && email?.includes("+") ? fail("registration.sub-address", { field: "email" }) : null;
