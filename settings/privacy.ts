import { z } from "zod";
import { choice } from "@/settings/fields";

/** What is kept of people who are not customers any more. */
export const privacy = z.object({
  erasedOrders: choice("keep", ["keep", "anonymise"]),
});
