"use server";

import { redirect } from "next/navigation";
import { adoptAttempt, readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepStaffSession } from "@/app/_edge/staff-session";
import type { FormState } from "@/components/forms/form-state";
import { staffReturnTo, withReturnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { hashToken } from "@/core/security/token";
import { staffSignIn, staffSignInInput } from "@/core/staff/staff-sign-in";

const schema = staffSignInInput.extend({ returnTo: optionalText(4000), attempt: optionalText(100) });

export async function staffSignInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sign-in",
    schema,
    keep: ["identifier", "returnTo", "attempt"],
    words: { identifier: "fields.required.email", "sign-in.refused": "admin.signIn.refused" },
    run: async ({ attempt, ...input }, { ctx }) => {
      const browserHash = hashToken(await adoptAttempt(attempt));
      const [known, replaces] = [await readCookie("foyer-known"), await readCookie("foyer-staff")];
      return staffSignIn(ctx, { ...input, browserHash, known, replaces });
    },
    done: async (signedIn, _visit, input) => {
      const wanted = staffReturnTo(input.returnTo);
      if (signedIn.kind === "second-step") redirect(withReturnTo("/admin/sign-in/second-step", wanted));
      await keepStaffSession(signedIn.session);
      redirect(wanted);
    },
  });
}
