"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { keepSession } from "@/app/_edge/keep-session";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { changePassword, changePasswordInput } from "@/core/passwords/change-password";

export async function changePasswordAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: changePasswordInput,
    keep: [],
    run: (input, visiting) => changePassword(visiting.ctx, { ...input, accountId: sessionOf(visiting).accountId }),
    done: async (session) => {
      await keepSession(session);
      redirect(`/account/security?changed=${freshStamp()}`);
    },
  });
}
