"use server";

import { redirect } from "next/navigation";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { askEmailChange, askEmailChangeInput } from "@/core/email-change/ask-email-change";
import { optionalText } from "@/core/input";

const schema = askEmailChangeInput.extend({ attempt: optionalText(100) });

export async function askEmailChangeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/email",
    schema,
    keep: ["email"],
    run: async ({ attempt, ...input }, visiting) =>
      askEmailChange(visiting.ctx, { ...input, session: sessionOf(visiting), browser: await adoptAttempt(attempt) }),
    done: async () => redirect("/account/email?sent"),
  });
}
