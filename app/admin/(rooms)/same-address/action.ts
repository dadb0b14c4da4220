"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { tellApart, tellApartInput } from "@/core/customers/tell-apart";

export async function tellApartAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/same-address",
    schema: tellApartInput,
    keep: [],
    run: (input, visiting) => tellApart(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/same-address?apart=${freshStamp()}`),
  });
}
