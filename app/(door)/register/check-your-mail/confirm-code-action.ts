"use server";

import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { codeInput, confirmByCode } from "@/core/registration/confirm-by-code";
import { finish } from "../finish";
import { whoIsHere } from "../who-is-here";

const schema = codeInput.extend({ switching: optionalText(10) });

export async function confirmCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/check-your-mail",
    schema,
    keep: [],
    words: { "registration.full": "registration.confirm.full", "partner.code-refused": "registration.confirm.codeEnded" },
    run: async ({ code, switching }, visiting) =>
      confirmByCode(visiting.ctx, { code, ...(await whoIsHere(visiting, switching)) }),
    done: finish,
  });
}
