"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { resetByLinkInput, resetPassword } from "@/core/sign-in/reset-password";

const schema = resetByLinkInput.extend({ token: optionalText(100) });

export async function resetByLinkAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/reset-password/[token]",
    schema,
    keep: [],
    run: ({ token, newPassword }, { ctx }) => resetPassword(ctx, { kind: "link", token }, newPassword),
    done: async () => redirect("/sign-in?passwordSet"),
  });
}
