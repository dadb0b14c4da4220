import type { Ctx } from "@/core/ctx";
import { ok } from "@/core/result";
import { newToken } from "@/core/security/token";
import { staffSignIn } from "@/core/staff/staff-sign-in";

type Typed = { readonly identifier: string; readonly password: string; readonly replaces?: string | undefined };

/** Signs in somebody who has no second factor, in a browser that was never here, and answers the session. */
export async function enter(ctx: Ctx, typed: Typed) {
  const answer = await staffSignIn(ctx, { ...typed, browserHash: newToken() });
  if (!answer.ok) return answer;
  if (answer.value.kind !== "signed-in") throw new Error("a second factor was asked for");
  return ok(answer.value.session);
}
