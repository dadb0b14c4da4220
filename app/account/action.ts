"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { askToJoin, ownRequestInput } from "@/core/companies/ask-to-join";

export async function askToJoinAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account",
    schema: ownRequestInput,
    keep: [],
    run: (input, visiting) => askToJoin(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done: async () => redirect("/account"),
  });
}
