"use server";

import { redirect } from "next/navigation";
import { writeCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { changePassword, changePasswordInput } from "@/core/passwords/change-password";
import { fail } from "@/core/result";

export async function changePasswordAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: changePasswordInput,
    keep: [],
    run: async (input, { ctx, session }) =>
      session ? changePassword(ctx, { ...input, accountId: session.accountId }) : fail("access.sign-in-first"),
    done: async ({ token, maxAgeSeconds }) => {
      await writeCookie("foyer.sid", token, maxAgeSeconds);
      redirect("/account/security?changed");
    },
  });
}
