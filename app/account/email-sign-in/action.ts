"use server";

import { redirect } from "next/navigation";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { askEmailSignIn, askEmailSignInInput } from "@/core/email-sign-in/ask-email-sign-in";
import { optionalText } from "@/core/input";

const schema = askEmailSignInInput.extend({ attempt: optionalText(100) });

export async function askEmailSignInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/email-sign-in",
    schema,
    keep: ["email"],
    run: async ({ attempt, ...input }, visiting) =>
      askEmailSignIn(visiting.ctx, { ...input, session: sessionOf(visiting), browser: await adoptAttempt(attempt) }),
    done: async () => redirect("/account/email-sign-in?sent"),
  });
}
