"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { type FormState, untouched } from "@/components/forms/form-state";
import { deleteMailbox } from "@/core/inbound/delete-mailbox";
import { mailboxInput } from "@/core/inbound/mailbox-input";
import { renewWebhookKey } from "@/core/inbound/renew-webhook-key";
import { saveMailbox } from "@/core/inbound/save-mailbox";
import { testMailbox } from "@/core/inbound/test-mailbox";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { MAILBOX_FIELDS, MAILBOX_WORDS } from "../kept-fields";

const which = { mailbox: z.uuid({ error: "field.invalid" }), ...confirmStaffFields };
const saved = mailboxInput.extend(which);
const named = z.object(which);
const renewing = named.extend({ mayReplace: z.string().optional() });

export async function saveMailboxAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/mailboxes/[mailbox]",
    schema: saved,
    keep: MAILBOX_FIELDS,
    words: MAILBOX_WORDS,
    run: ({ mailbox: id, confirmPassword, ...typed }, visiting) =>
      saveMailbox(visiting.ctx, { id, typed, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ id }) => redirect(`/admin/mail/mailboxes/${id}?saved=${freshStamp()}`),
  });
}

export async function testMailboxAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/mailboxes/[mailbox]",
    schema: named,
    keep: [],
    run: ({ mailbox: id, confirmPassword }, visiting) =>
      testMailbox(visiting.ctx, { id, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ isGood }, _visit, { mailbox }) =>
      redirect(`/admin/mail/mailboxes/${mailbox}?${isGood ? "good" : "bad"}=${freshStamp()}#test`),
  });
}

export async function renewWebhookKeyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/mailboxes/[mailbox]",
    schema: renewing,
    keep: [],
    run: ({ mailbox: id, confirmPassword, mayReplace }, visiting) =>
      renewWebhookKey(visiting.ctx, {
        id,
        by: operatorOf(visiting, confirmPassword),
        mayReplace: mayReplace === "true",
      }),
    // The page that this answers is the one place where the key is ever shown.
    done: async ({ key }) => ({ ...untouched, values: { key } }),
  });
}

export async function deleteMailboxAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/mailboxes/[mailbox]",
    schema: named,
    keep: [],
    run: ({ mailbox: id, confirmPassword }, visiting) =>
      deleteMailbox(visiting.ctx, { id, by: operatorOf(visiting, confirmPassword) }),
    done: async () => redirect(`/admin/mail/mailboxes?deleted=${freshStamp()}`),
  });
}
