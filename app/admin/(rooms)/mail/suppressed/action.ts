"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { requiredLine } from "@/core/input";
import { LONGEST_ADDRESS, suppressAddress, unsuppressAddress } from "@/core/mail/suppressions";

const schema = z.object({ email: requiredLine(LONGEST_ADDRESS) });

export async function suppressAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/suppressed",
    schema,
    keep: ["email"],
    run: ({ email }, visiting) => suppressAddress(visiting.ctx, { email, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/mail/suppressed?added=${freshStamp()}`),
  });
}

export async function unsuppressAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/suppressed",
    schema,
    keep: [],
    run: ({ email }, visiting) => unsuppressAddress(visiting.ctx, { email, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/mail/suppressed?removed=${freshStamp()}`),
  });
}
