"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { keepLanguage } from "@/app/_edge/language";
import { sessionOf } from "@/app/_edge/visit";
import { type FormState, SEEN } from "@/components/forms/form-state";
import { changeProfile, changeProfileInput } from "@/core/customers/change-profile";

export async function changeProfileAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/profile",
    schema: changeProfileInput,
    keep: ["language", SEEN],
    words: { "customer.changed": "ownAccount.profile.changed" },
    fieldsAt: "profile",
    run: (input, visiting, posted) => changeProfile(visiting.ctx, { ...input, posted, session: sessionOf(visiting) }),
    done: async (_value, _visit, { language }) => {
      // The pages follow at once, and not only mails.
      await keepLanguage(language);
      // Another address after each save, so that its form starts anew with what is stored.
      redirect(`/account/profile?saved=${freshStamp()}`);
    },
  });
}
