"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { endCustomerSessions, endSessionsInput } from "@/core/customers/end-customer-sessions";
import { customerPath } from "../words";

export async function endSessionsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: endSessionsInput,
    keep: [],
    run: (input, visiting) => endCustomerSessions(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?ended=${freshStamp()}`),
  });
}
