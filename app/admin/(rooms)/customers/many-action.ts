"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { sendMany, sendManyInput } from "@/core/activation/send-many";
import { stopMany, stopManyInput } from "@/core/activation/stop-many";

export async function sendManyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers",
    schema: sendManyInput,
    keep: [],
    run: (input, visiting) => sendMany(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async ({ total }) => redirect(`/admin/customers?started=${freshStamp()}&total=${total}`),
  });
}

export async function stopManyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers",
    schema: stopManyInput,
    keep: [],
    run: (input, visiting) => stopMany(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/customers?stopped=${freshStamp()}`),
  });
}
