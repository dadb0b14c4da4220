"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import type { FormState } from "@/components/forms/form-state";
import { completeEmailChange, emailChangeByCodeInput } from "@/core/email-change/complete-email-change";

export async function confirmEmailCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/email",
    schema: emailChangeByCodeInput,
    keep: ["code"],
    run: async ({ code }, { ctx, session }) => {
      const browser = await readCookie("foyer-attempt");
      return completeEmailChange(ctx, { session, given: { kind: "code", code, browser } });
    },
    done: async () => redirect(`/account/security?email=${freshStamp()}`),
  });
}
