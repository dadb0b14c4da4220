import { z } from "zod";
import { toggle } from "@/settings/fields";

/** How staff get into the back office. */
export const staff = z.object({
  requireSecondFactor: toggle(false),
});
