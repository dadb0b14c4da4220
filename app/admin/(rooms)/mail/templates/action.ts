"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { removeLogo } from "@/core/mail-templates/change-logo";

const schema = z.object({});

export async function removeLogoAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/templates",
    schema,
    keep: [],
    run: (_input, visiting) => removeLogo(visiting.ctx, { staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`/admin/mail/templates?removed=${freshStamp()}#logo`),
  });
}
