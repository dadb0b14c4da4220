import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import type { ErrandOf } from "@/core/identities/errand";
import { failureOf } from "@/core/identities/trouble";

/** Connects a way of signing in to the account that asked for it, or tells why not. */
export async function finishConnect(_errand: ErrandOf<"connect">, coming: Coming, _visit: Visit): Promise<string> {
  return `/account/security?problem=${coming.trouble ? failureOf(coming.trouble) : "sso.failed"}`;
}
