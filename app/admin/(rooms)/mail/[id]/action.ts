"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { retryMail } from "@/core/mail/retry-mail";

const schema = z.object({ mailId: z.uuid({ error: "mail.not-found" }) });

export async function retryMailAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/[id]",
    schema,
    keep: [],
    run: ({ mailId }, visiting) => retryMail(visiting.ctx, { mailId, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { mailId }) => redirect(`/admin/mail/${mailId}?again=${freshStamp()}`),
  });
}
