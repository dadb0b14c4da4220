"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { createCustomer, createCustomerInput } from "@/core/customers/create-customer";
import { customerPath } from "../words";

export async function createCustomerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/new",
    schema: createCustomerInput,
    keep: ["email"],
    fieldsAt: "staff",
    run: (input, visiting, posted) => createCustomer(visiting.ctx, { ...input, posted, staffId: staffOf(visiting).staffId }),
    done: async ({ number }) => redirect(`${customerPath(number)}?made=${freshStamp()}`),
  });
}
