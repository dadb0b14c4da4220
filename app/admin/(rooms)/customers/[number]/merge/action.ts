"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { mergeCustomers, mergeCustomersInput } from "@/core/customers/merge-customers";
import { customerPath } from "../../words";

export async function mergeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]/merge",
    schema: mergeCustomersInput,
    keep: ["takeFirstName", "takeLastName", "takeEmail", "takePhone"],
    run: ({ confirmPassword, ...input }, visiting) =>
      mergeCustomers(visiting.ctx, { ...input, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ number }, _visit, { merged }) =>
      redirect(`${customerPath(number)}?merged=${freshStamp()}&other=${encodeURIComponent(merged)}`),
  });
}
