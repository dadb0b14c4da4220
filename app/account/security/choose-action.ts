"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { keepSession } from "@/app/_edge/keep-session";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { choosePassword, choosePasswordInput } from "@/core/passwords/choose-password";

export async function choosePasswordAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: choosePasswordInput,
    keep: [],
    run: async ({ newPassword }, visiting) => {
      const { accountId, id: sessionId } = sessionOf(visiting);
      return choosePassword(visiting.ctx, { newPassword, accountId, sessionId });
    },
    done: async (session) => {
      await keepSession(session);
      redirect(`/account/security?changed=${freshStamp()}`);
    },
  });
}
