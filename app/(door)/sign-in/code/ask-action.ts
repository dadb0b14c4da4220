"use server";

import { redirect } from "next/navigation";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { sealTyped } from "@/app/_edge/typed-name";
import { wayIn } from "@/app/_edge/way-in";
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
      const goTo = returnTo(input.returnTo, "");
      if (requested.kind === "elsewhere") {
        const typed = sealTyped(ctx.secrets, identifier.trim());
        redirect(wayIn(requested.connection, goTo, { isForm: true, typed }));
      }
      redirect(withReturnTo("/sign-in/code?sent", goTo));
    },
  });
}
