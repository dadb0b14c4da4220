"use server";

import { z } from "zod";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { type FormState, untouched } from "@/components/forms/form-state";
import { resendCode } from "@/core/identities/resend-code";

const schema = z.object({});

export async function resendCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/accept",
    schema,
    keep: [],
    run: async (_input, { ctx }) => resendCode(ctx, await readCookie("foyer-attempt")),
    done: async ({ email }, { t }) => ({ ...untouched, notice: t("accept.code.sent", { email }) }),
  });
}
