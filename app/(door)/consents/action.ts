"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { returnTo } from "@/core/access/return-to";
import { acceptConsents, acceptConsentsInput } from "@/core/consents/accept-consents";

export async function acceptConsentsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/consents",
    schema: acceptConsentsInput,
    keep: ["acceptTerms", "acceptPrivacy"],
    run: (input, visiting) => acceptConsents(visiting.ctx, { ...input, accountId: sessionOf(visiting).accountId }),
    done: async (_value, _visiting, input) => redirect(returnTo(input.returnTo)),
  });
}
