import { finishConnect } from "@/app/_edge/finish/finish-connect";
import { finishSignIn } from "@/app/_edge/finish/finish-sign-in";
import { finishTest } from "@/app/_edge/finish/finish-test";
import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import type { Errand } from "@/core/identities/errand";

/**
 * Ends an errand with what came of it, a trouble included: runs the use case, sets cookies, and answers the path of ours to go to. If
 * somebody arrived, whoever asked for it is still signed in; with a trouble that need not be so.
 */
export function finish(errand: Errand, coming: Coming, visit: Visit): Promise<string> {
  if (errand.kind === "connect") return finishConnect(errand, coming, visit);
  return errand.kind === "test" ? finishTest(errand, coming, visit) : finishSignIn(errand, coming, visit);
}
