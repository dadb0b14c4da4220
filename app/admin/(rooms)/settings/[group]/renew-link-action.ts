"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { renewRegistrationLink } from "@/core/registration-link/registration-link";

const schema = z.object({});

export async function renewLinkAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/[group]",
    schema,
    keep: [],
    run: (_input, visiting) => renewRegistrationLink(visiting.ctx, staffOf(visiting).staffId),
    done: async () => redirect(`/admin/settings/registration?renewed=${freshStamp()}`),
  });
}
