"use server";

import { z } from "zod";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { type FormState, untouched } from "@/components/forms/form-state";
import { findAttempt } from "@/core/registration/find-attempt";
import { resendProof } from "@/core/registration/resend-proof";

const schema = z.object({});

export async function resendAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/check-your-mail",
    schema,
    keep: [],
    run: async (_input, { ctx }) => resendProof(ctx, { browser: await readCookie("foyer-attempt") }),
    done: async (_value, { ctx, t }) => {
      const email = (await findAttempt(ctx, await readCookie("foyer-attempt")))?.email ?? "";
      return { ...untouched, notice: t("registration.mail.sent", { email }) };
    },
  });
}
