"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { discardUnproven } from "@/core/registration/discard-unproven";
import { resendUnproven, unprovenInput } from "@/core/registration/resend-unproven";

export async function resendUnprovenAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/registrations",
    schema: unprovenInput,
    keep: [],
    run: (input, visiting) => resendUnproven(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/registrations?resent=${freshStamp()}`),
  });
}

export async function discardUnprovenAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/registrations",
    schema: unprovenInput,
    keep: [],
    run: (input, visiting) => discardUnproven(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/registrations?discarded=${freshStamp()}`),
  });
}
