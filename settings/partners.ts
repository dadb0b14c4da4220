import { z } from "zod";
import { choice, secret, webAddress, wholeNumber } from "@/settings/fields";

/** Where the codes of partners are looked up; whether they are asked for stands among the settings of registration. */
export const partners = z.object({
  directory: choice("local", ["local", "http"]),
  directoryUrl: webAddress(),
  directorySecret: secret(),
  /** Longer nobody is kept waiting (T-Q5). */
  directorySeconds: wholeNumber(4, { min: 1, max: 4 }),
  /** 0 asks each time. Where somebody joins it is asked in any case. */
  cacheMinutes: wholeNumber(5, { min: 0, max: 60 }),
});
