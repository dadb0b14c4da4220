"use server";

import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { confirmMailbox } from "@/core/identities/confirm-mailbox";
import { optionalText } from "@/core/input";
import { codeInput } from "@/core/registration/confirm-by-code";
import { whoIsHere } from "../who-is-here";
import { finish } from "./finish";

const schema = codeInput.extend({ switching: optionalText(10) });

export async function confirmMailboxAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/accept",
    schema,
    keep: [],
    words: { "partner.code-refused": "registration.confirm.codeEnded" },
    run: async ({ code, switching }, visiting) =>
      confirmMailbox(visiting.ctx, { code, ...(await whoIsHere(visiting, switching)) }),
    done: finish,
  });
}
