import { afterSignIn } from "@/app/_edge/after-sign-in";
import { stopRedirects } from "@/app/_edge/auto-redirects";
import { adoptAttempt, readCookie } from "@/app/_edge/cookies";
import { keepSession } from "@/app/_edge/keep-session";
import { problemPath } from "@/app/_edge/problem-path";
import type { Visit } from "@/app/_edge/visit";
import type { CameBack, Coming } from "@/auth/come-back";
import { arrive } from "@/core/identities/arrive";
import type { ErrandOf } from "@/core/identities/errand";
import { noteRefusal } from "@/core/identities/note-refusal";
import { log } from "@/server/log";

type SignIn = ErrandOf<"sign-in">;

/** Signs in whom a provider vouched for, or leads to *Accept*, or tells why not. */
export async function finishSignIn(errand: SignIn, coming: Coming, { ctx }: Visit): Promise<string> {
  if (coming.arrived) return letIn(errand, coming.arrived, ctx);
  const { trouble } = coming;
  log.warn({ connection: errand.connection, trouble }, "somebody could not sign in through a provider");
  const { code, supportCode } = await noteRefusal(ctx, errand.connection, trouble);
  await stopRedirects();
  return problemPath({ code, supportCode, returnTo: errand.returnTo });
}

async function letIn(errand: SignIn, { connection, profile, idToken }: CameBack, ctx: Visit["ctx"]): Promise<string> {
  const replaces = await readCookie("foyer.sid");
  const browser = await adoptAttempt("");
  const result = await arrive(ctx, { connection, profile, idToken, replaces, browser, returnTo: errand.returnTo });
  if (!result.ok) {
    await stopRedirects();
    return problemPath({ code: result.code, supportCode: result.supportCode, returnTo: errand.returnTo });
  }
  if (result.value.kind === "accept") return "/register/accept";
  if (result.value.kind === "waiting") return "/register/waiting";
  await keepSession(result.value.session);
  return afterSignIn(ctx, result.value.session.accountId, errand.returnTo);
}
