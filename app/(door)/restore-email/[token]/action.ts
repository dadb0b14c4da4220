"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { undoEmailChange } from "@/core/email-change/undo-email-change";
import { optionalText } from "@/core/input";

const schema = z.object({ token: optionalText(200) });

export async function restoreEmailAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/restore-email/[token]",
    schema,
    keep: [],
    run: ({ token }, { ctx }) => undoEmailChange(ctx, token),
    done: async ({ resetToken }) => redirect(resetToken === null ? "/sign-in" : `/reset-password/${resetToken}`),
  });
}
