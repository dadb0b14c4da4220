"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import type { FormState } from "@/components/forms/form-state";
import { eraseCustomer, eraseCustomerInput } from "@/core/customers/erase-customer";
import { customerPath } from "../words";

export async function eraseCustomerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: eraseCustomerInput,
    keep: ["typedNumber"],
    run: ({ confirmPassword, ...input }, visiting) =>
      eraseCustomer(visiting.ctx, { ...input, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { number }) => {
      await refreshSettings();
      redirect(customerPath(number));
    },
  });
}
