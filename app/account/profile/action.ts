"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { LANGUAGE_COOKIE } from "@/app/_edge/language";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { changeProfile, changeProfileInput } from "@/core/customers/change-profile";
import { days, inSeconds } from "@/core/duration";

export async function changeProfileAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/profile",
    schema: changeProfileInput,
    keep: ["language"],
    fieldsAt: "profile",
    run: ({ language }, visiting, posted) => changeProfile(visiting.ctx, { language, posted, session: sessionOf(visiting) }),
    done: async (_value, _visit, { language }) => {
      // The pages follow at once, and not only mails.
      (await cookies()).set(LANGUAGE_COOKIE, language, { path: "/", sameSite: "lax", maxAge: inSeconds(days(365)) });
      redirect("/account/profile?saved");
    },
  });
}
