"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { accountInput, deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import { customerPath } from "../words";

export async function deactivateAccountAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: accountInput,
    keep: [],
    run: (input, visiting) => deactivateAccount(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?deactivated=${freshStamp()}`),
  });
}

export async function reactivateAccountAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: accountInput,
    keep: [],
    run: (input, visiting) => reactivateAccount(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?reactivated=${freshStamp()}`),
  });
}
