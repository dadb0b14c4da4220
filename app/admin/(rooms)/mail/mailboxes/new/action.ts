"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { mailboxInput } from "@/core/inbound/mailbox-input";
import { saveMailbox } from "@/core/inbound/save-mailbox";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { MAILBOX_FIELDS, MAILBOX_WORDS } from "../kept-fields";

const schema = mailboxInput.extend(confirmStaffFields);

export async function addMailboxAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/mailboxes/new",
    schema,
    keep: MAILBOX_FIELDS,
    words: MAILBOX_WORDS,
    run: ({ confirmPassword, ...typed }, visiting) =>
      saveMailbox(visiting.ctx, { id: null, typed, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ id }) => redirect(`/admin/mail/mailboxes/${id}?added=${freshStamp()}`),
  });
}
