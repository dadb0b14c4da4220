import { z } from "zod";
import { choice, colour, text, timeZone } from "@/settings/fields";

/** The shop's face. */
export const shop = z.object({
  name: text("Foyer", { max: 60, isRequired: true }),
  color: colour("#1f5c4d"),
  language: choice("en", ["en", "es"]),
  timeZone: timeZone("UTC"),
});
