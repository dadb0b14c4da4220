"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import type { FormState } from "@/components/forms/form-state";
import { completeEmailChange, emailChangeByLinkInput } from "@/core/email-change/complete-email-change";

export async function confirmEmailAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/confirm-email/[token]",
    schema: emailChangeByLinkInput,
    keep: [],
    run: ({ token }, { ctx, session }) => completeEmailChange(ctx, { session, given: { kind: "link", token } }),
    done: async () => redirect(`/account/security?email=${freshStamp()}`),
  });
}
