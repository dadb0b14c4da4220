import { z } from "zod";
import { fingerprintList, list, text } from "@/settings/fields";

/** The shop's own app, which phones open instead of the browser. */
export const app = z.object({
  appleAppIds: list(),
  androidPackage: text("", { isPrinted: false }),
  androidFingerprints: fingerprintList(),
});
