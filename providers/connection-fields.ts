import { z } from "zod";
import { logoNames } from "@/providers/logos";
import { choice, domainList, text, toggle } from "@/settings/fields";

/** What every connection has, whatever its kind. */
export const connectionFields = z.object({
  /** The message on its button. */
  label: text("", { max: 60, isRequired: true }),
  /** The drawing beside it. */
  logo: choice("none", logoNames),
  /** Addresses of these domains are sent to this connection (P-S5). */
  domains: domainList(),
  /** Whether an address that it calls verified counts as proven; for its own domains even to link an account that exists (P-S3). */
  trustEmail: toggle(false),
});
