"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { type FormState, SEEN } from "@/components/forms/form-state";
import { editCustomer, editCustomerInput } from "@/core/customers/edit-customer";
import { customerPath } from "../words";

export async function editCustomerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: editCustomerInput,
    keep: ["email", SEEN],
    fieldsAt: "staff",
    run: ({ confirmPassword, ...input }, visiting, posted) =>
      editCustomer(visiting.ctx, { ...input, posted, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?saved=${freshStamp()}`),
  });
}
