"use server";

import { redirect } from "next/navigation";
import { clearCookie, writeCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import type { FormState } from "@/components/forms/form-state";
import { withReturnTo } from "@/core/access/return-to";
import {
  acceptInvitation,
  acceptInvitationInput,
  joinByInvitation,
  joinByInvitationInput,
} from "@/core/companies/accept-invitation";
import { AWAITED_LASTS, sealAwaited } from "@/core/companies/awaited-invitation";
import { findCompanyInvitation } from "@/core/companies/find-company-invitation";
import { inSeconds } from "@/core/duration";
import { fail } from "@/core/result";
import { welcomeIn } from "../../register/welcome-in";

export async function joinByInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/invitation/[token]",
    schema: joinByInvitationInput,
    keep: ["acceptTerms", "acceptPrivacy"],
    fieldsAt: "activation",
    run: (input, { ctx, session }, posted) => joinByInvitation(ctx, { ...input, posted, isSignedIn: session !== null }),
    done: (session) => welcomeIn(session),
  });
}

export async function acceptInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/invitation/[token]",
    schema: acceptInvitationInput,
    keep: [],
    run: async ({ token }, { ctx, session }) =>
      session ? acceptInvitation(ctx, { token, member: session }) : fail("access.sign-in-first"),
    done: async () => {
      await clearCookie("foyer-invitation");
      redirect(`/account/company?done=${freshStamp()}`);
    },
  });
}

/** By POST alone: looking at the link sets no cookie (T-V2). */
export async function signInFirstAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/invitation/[token]",
    schema: acceptInvitationInput,
    keep: [],
    run: ({ token }, { ctx }) => findCompanyInvitation(ctx, token),
    done: async (_found, { ctx }, { token }) => {
      await writeCookie("foyer-invitation", sealAwaited(ctx, token), inSeconds(AWAITED_LASTS));
      redirect(withReturnTo("/sign-in", "/account/invitation"));
    },
  });
}
