"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { createPartner } from "@/core/company-office/create-company";
import { partnerPath } from "../companies/paths";

// Everything it holds is what the shop wants to know of companies.
const schema = z.object({});

export async function createPartnerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/partners",
    schema,
    keep: [],
    fieldsAt: "staff",
    run: (_input, visiting, posted) => createPartner(visiting.ctx, { posted, staffId: staffOf(visiting).staffId }),
    done: async ({ id }) => redirect(`${partnerPath(id)}?made=${freshStamp()}`),
  });
}
