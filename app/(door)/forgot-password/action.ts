"use server";

import { redirect } from "next/navigation";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { requestReset, requestResetInput } from "@/core/sign-in/request-reset";

const schema = requestResetInput.extend({ attempt: optionalText(100) });

export async function requestResetAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/forgot-password",
    schema,
    keep: ["identifier"],
    run: async ({ identifier, attempt }, { ctx }) => requestReset(ctx, { identifier, browser: await adoptAttempt(attempt) }),
    done: async () => redirect("/forgot-password?sent"),
  });
}
