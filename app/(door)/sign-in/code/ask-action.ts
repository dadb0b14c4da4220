"use server";

import { redirect } from "next/navigation";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { leadElsewhere } from "@/app/_edge/lead-elsewhere";
import type { FormState } from "@/components/forms/form-state";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { requestSignInCode, requestSignInCodeInput } from "@/core/sign-in/request-sign-in-code";

const schema = requestSignInCodeInput.extend({ attempt: optionalText(100), returnTo: optionalText(4000) });

export async function askForCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/sign-in/code",
    schema,
    keep: ["identifier", "returnTo"],
    run: async ({ identifier, attempt }, { ctx }) => requestSignInCode(ctx, { identifier, browser: await adoptAttempt(attempt) }),
    done: async (requested, { ctx }, { identifier, ...input }) => {
      if (requested.kind === "elsewhere")
        leadElsewhere(ctx, { connection: requested.connection, typed: identifier, wanted: input.returnTo });
      redirect(withReturnTo("/sign-in/code?sent", returnTo(input.returnTo, "")));
    },
  });
}
