import { z } from "zod";
import { androidPackage, appleAppIdList, fingerprintList } from "@/settings/fields";

/** The shop's own app, which phones open instead of the browser. */
export const app = z.object({
  appleAppIds: appleAppIdList(),
  androidPackage: androidPackage(),
  androidFingerprints: fingerprintList(),
});
