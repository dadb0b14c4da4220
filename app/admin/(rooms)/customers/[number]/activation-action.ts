"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import { type FormState, untouched } from "@/components/forms/form-state";
import { copyActivationLink } from "@/core/activation/copy-activation-link";
import { activationInput, sendActivation } from "@/core/activation/send-activation";
import { withdrawActivation } from "@/core/activation/withdraw-activation";
import { customerPath } from "../words";

export async function sendActivationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: activationInput,
    keep: [],
    run: (input, visiting) => sendActivation(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?activationSent=${freshStamp()}`),
  });
}

export async function withdrawActivationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: activationInput,
    keep: [],
    run: (input, visiting) => withdrawActivation(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?activationWithdrawn=${freshStamp()}`),
  });
}

export async function copyActivationLinkAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: activationInput,
    keep: [],
    run: (input, visiting) => copyActivationLink(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    // The page that this answers is the one place where the link is ever shown.
    done: async ({ link }, { t }) => ({
      ...untouched,
      notice: t("adminCustomers.detail.activation.shown"),
      values: { link },
    }),
  });
}
