"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { createPartner, createPartnerInput } from "@/core/company-office/create-company";
import { partnerPath } from "../companies/words";
import { freshStamp } from "../is-fresh";

export async function createPartnerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/partners",
    schema: createPartnerInput,
    keep: ["companyName"],
    run: (input, visiting) => createPartner(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async ({ id }) => redirect(`${partnerPath(id)}?made=${freshStamp()}`),
  });
}
