import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import type { ErrandOf } from "@/core/identities/errand";

/** Shows an admin what came back in a test, and makes nothing and nobody of it. */
export async function finishTest(_errand: ErrandOf<"test">, _coming: Coming, _visit: Visit): Promise<string> {
  return "/admin";
}
