import { forgetCarried } from "@/app/_edge/carried";
import { mergeCartInto } from "@/app/_edge/cart";
import { clearCookie, writeCookie } from "@/app/_edge/cookies";
import type { NewCustomerSession } from "@/core/sessions/start-session";

/** Signs this browser in to the session that a use case has started, and brings a guest's cart along. Only in actions and route handlers. */
export async function keepSession({ token, maxAgeSeconds, accountId }: NewCustomerSession): Promise<void> {
  await writeCookie("foyer.sid", token, maxAgeSeconds);
  await forgetCarried();
  await mergeCartInto(accountId);
}

/** Leaves nothing of who was signed in with this browser. Only in actions and route handlers. */
export async function dropSession(): Promise<void> {
  await clearCookie("foyer.sid");
  await forgetCarried();
}
