import type { Ctx } from "@/core/ctx";
import { hashesOfPartnerCode } from "@/core/partners/partner-code";
import { openPartnerCode } from "@/core/partners/sealed-code";
import type { Answers } from "@/core/registration/answers";
import { sealedCodeIn } from "@/core/registration/register-as";
import { type Failure, fail } from "@/core/result";
import { findCodeState } from "@/db/queries/partner-code-room";

type Why = "off" | "shut" | "withdrawn" | "expired" | "usedUp" | "unknown";

/**
 * Why the partner's code of a registration counts no more, with the partner's name and the code's last signs: for staff, who can do something
 * about it. Whoever registered is told no more than that it does not count (T-Q1).
 */
export async function whyCodeEnded(
  ctx: Pick<Ctx, "db" | "secrets" | "settings">,
  answers: Answers,
): Promise<Failure<"approval.code-ended">> {
  const sealed = sealedCodeIn(answers);
  const code = sealed === null ? null : openPartnerCode(ctx, sealed);
  const state = code === null ? null : await findCodeState(ctx.db, hashesOfPartnerCode(ctx, code).all);
  const why: Why = ctx.settings.registration.partnerCodes ? whyOf(state) : "off";
  return fail("approval.code-ended", { vars: { why, partner: state?.partner ?? "", hint: state?.hint ?? "" } });
}

function whyOf(state: Awaited<ReturnType<typeof findCodeState>>): Why {
  if (!state) return "unknown";
  if (!state.isPartnerOpen) return "shut";
  if (state.isWithdrawn) return "withdrawn";
  if (state.isExpired) return "expired";
  return state.isUsedUp ? "usedUp" : "unknown";
}
