import type { Policy } from "@/core/registration/policy";
import { isRegistrationLink } from "@/core/registration-link/is-registration-link";
import { fail } from "@/core/result";

/** With `registration.linkOnly` nobody registers who did not come by the link that is valid now (P-R14), or by one that holds a seat. */
export const linkMissing: Policy = async (ctx, { link }) => {
  if (!ctx.settings.registration.linkOnly) return null;
  return link !== null && (await isRegistrationLink(ctx, link)) ? null : fail("registration.link-only");
};
