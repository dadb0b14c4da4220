"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { resetByCodeInput, resetPassword } from "@/core/sign-in/reset-password";

export async function resetByCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/forgot-password",
    schema: resetByCodeInput,
    keep: ["code"],
    run: async ({ code, newPassword }, { ctx }) =>
      resetPassword(ctx, { kind: "code", code, browser: await readCookie("foyer-attempt") }, newPassword),
    done: async () => redirect("/sign-in?passwordSet"),
  });
}
