"use server";

import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { confirmByLink, linkInput } from "@/core/registration/confirm-by-link";
import { finish } from "../../register/finish";
import { whoIsHere } from "../../register/who-is-here";

const schema = linkInput.extend({ switching: optionalText(10) });

export async function confirmAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/confirm/[token]",
    schema,
    keep: ["acceptTerms", "acceptPrivacy", "registerAs"],
    words: wordsFor(data),
    fieldsAt: () => null,
    run: async ({ switching, ...input }, visiting, posted) =>
      confirmByLink(visiting.ctx, { ...input, posted, ...(await whoIsHere(visiting, switching)) }),
    done: finish,
  });
}

const wordsFor = (data: FormData) => ({
  "registration.full": "registration.confirm.full" as const,
  // Where the code was typed on an earlier page it cannot be mended on this one.
  ...(data instanceof FormData && data.has("partnerCode")
    ? {}
    : { "partner.code-refused": "registration.confirm.codeEnded" as const }),
});
