"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { approveInput, approveRegistration } from "@/core/approvals/approve-registration";
import { refuseInput, refuseRegistration } from "@/core/approvals/refuse-registration";

export async function approveAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/approvals",
    schema: approveInput,
    keep: [],
    run: (input, visiting) => approveRegistration(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/approvals?approved=${freshStamp()}`),
  });
}

export async function refuseAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/approvals",
    schema: refuseInput,
    keep: ["reason"],
    run: (input, visiting) => refuseRegistration(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/approvals?refused=${freshStamp()}`),
  });
}
