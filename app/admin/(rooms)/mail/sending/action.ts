"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { lookUpDkim, makeDkimKey, switchDkim } from "@/core/mail/dkim";
import { smtpSource } from "@/core/mail/smtp-source";
import { testSending } from "@/core/mail/test-sending";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { getDns } from "@/server/get-dns";
import { getEnv } from "@/settings/env";

const route = "/admin/mail/sending";
const nothing = z.object({});
const confirming = z.object(confirmStaffFields);

export async function testSendingAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/sending",
    schema: nothing,
    keep: [],
    run: (_input, visiting) =>
      testSending(visiting.ctx, { smtpUrl: smtpSource(getEnv().smtpUrl, visiting.ctx.settings), by: operatorOf(visiting) }),
    done: async () => redirect(`${route}#trial`),
  });
}

export async function makeDkimKeyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/sending",
    schema: confirming,
    keep: [],
    run: ({ confirmPassword }, visiting) => makeDkimKey(visiting.ctx, { by: operatorOf(visiting, confirmPassword) }),
    done: async () => redirect(`${route}?made=${freshStamp()}#dkim`),
  });
}

export async function lookUpDkimAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/sending",
    schema: nothing,
    keep: [],
    run: (_input, visiting) => lookUpDkim(visiting.ctx, { by: operatorOf(visiting), resolve: getDns() }),
    done: async () => redirect(`${route}#dkim`),
  });
}

const switching = confirming.extend({ isOn: z.enum(["true", "false"]) });

export async function switchDkimAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/sending",
    schema: switching,
    keep: [],
    run: ({ isOn, confirmPassword }, visiting) =>
      switchDkim(visiting.ctx, {
        isOn: isOn === "true",
        by: operatorOf(visiting, confirmPassword),
        resolve: getDns(),
      }),
    done: async () => redirect(`${route}?switched=${freshStamp()}#dkim`),
  });
}
