"use server";

import { redirect } from "next/navigation";
import { readCookie, writeCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { staffReturnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { staffSignIn, staffSignInInput } from "@/core/staff/staff-sign-in";

const schema = staffSignInInput.extend({ returnTo: optionalText(4000) });

export async function staffSignInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sign-in",
    schema,
    keep: ["identifier", "returnTo"],
    words: { identifier: "fields.required.email", "sign-in.refused": "admin.signIn.refused" },
    run: async (input, { ctx }) => staffSignIn(ctx, { ...input, replaces: await readCookie("foyer-staff") }),
    done: async ({ token, maxAgeSeconds }, _visit, input) => {
      await writeCookie("foyer-staff", token, maxAgeSeconds);
      redirect(staffReturnTo(input.returnTo));
    },
  });
}
