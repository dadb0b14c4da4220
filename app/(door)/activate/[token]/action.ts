"use server";

import { redirect } from "next/navigation";
import { adoptAttempt, readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { type FormState, untouched } from "@/components/forms/form-state";
import { activateAccount, activationFormInput } from "@/core/activation/activate-account";
import { activationCodeInput, confirmActivationCode } from "@/core/activation/confirm-activation-code";
import { resendActivationCode, resendActivationCodeInput } from "@/core/activation/resend-activation-code";
import { optionalText } from "@/core/input";
import { welcomeIn } from "../../register/welcome-in";
import { whoIsHere } from "../../register/who-is-here";

const switching = optionalText(10);
const formSchema = activationFormInput.extend({ switching, attempt: optionalText(100) });
const codeSchema = activationCodeInput.extend({ switching });

export async function activateAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/activate/[token]",
    schema: formSchema,
    keep: ["email", "acceptTerms", "acceptPrivacy"],
    fieldsAt: "activation",
    run: async ({ switching, attempt, ...input }, visiting, posted) => {
      const here = await whoIsHere(visiting, switching);
      return activateAccount(visiting.ctx, { ...input, ...here, posted, browser: await adoptAttempt(attempt) });
    },
    done: async (activated, _visit, { token }) => {
      if (activated.kind === "needs-code") redirect(`/activate/${encodeURIComponent(token)}?code`);
      return welcomeIn(activated.session);
    },
  });
}

export async function confirmActivationCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/activate/[token]",
    schema: codeSchema,
    keep: [],
    run: async ({ switching, ...input }, visiting) =>
      confirmActivationCode(visiting.ctx, { ...input, ...(await whoIsHere(visiting, switching)) }),
    done: ({ session }) => welcomeIn(session),
  });
}

export async function resendActivationCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/activate/[token]",
    schema: resendActivationCodeInput,
    keep: [],
    run: async ({ token }, { ctx }) => resendActivationCode(ctx, { token, browser: await readCookie("foyer-attempt") }),
    done: async ({ email }, { t }) => ({ ...untouched, notice: t("activation.code.sent", { email }) }),
  });
}
