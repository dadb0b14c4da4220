import { z } from "zod";
import { list, text, toggle } from "@/settings/fields";

/** What every connection has, whatever its kind. */
export const connectionFields = z.object({
  /** The message on its button. */
  label: text("", { max: 60, isRequired: true }),
  /** Addresses of these domains are sent to this connection (P-S5). */
  domains: list(),
  /** Whether an address that it calls verified counts as proven; for its own domains even to link an account that exists (P-S3). */
  trustEmail: toggle(false),
});
