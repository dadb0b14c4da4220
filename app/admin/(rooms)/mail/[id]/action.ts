"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { retryMail } from "@/core/mail/retry-mail";

export async function retryMailAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/[id]",
    schema: z.object({ mailId: z.uuid({ error: "mail.not-found" }) }),
    keep: [],
    run: async ({ mailId }, { ctx, staff }) => {
      if (!staff) throw new Error("the route of mails must be one for staff");
      return retryMail(ctx, { mailId, actor: { kind: "staff", staffId: staff.staffId } });
    },
    done: async (_value, _visit, { mailId }) => redirect(`/admin/mail/${mailId}?again=yes`),
  });
}
