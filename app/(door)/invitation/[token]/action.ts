"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import {
  acceptInvitation,
  acceptInvitationInput,
  joinByInvitation,
  joinByInvitationInput,
} from "@/core/companies/accept-invitation";
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
    done: async () => redirect("/account/company?done"),
  });
}
