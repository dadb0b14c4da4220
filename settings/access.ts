import { z } from "zod";
import { choice, list, toggle } from "@/settings/fields";

/** Who sees what. The decision itself is core/access/decide.ts. */
export const access = z.object({
  customerAccounts: toggle(true),
  forceLogin: toggle(false),
  ssoOnly: toggle(false),
  guestCheckout: toggle(true),
  signInNames: choice("both", ["email", "number", "both"]),
  codeSignIn: toggle(false),
  /** Hosts with an address of a private network that providers may live at; others are never asked. */
  internalHosts: list(),
});
