"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { answerCustomer, answerCustomerInput } from "@/core/conversations/answer-customer";
import { handOver, handOverInput } from "@/core/conversations/hand-over";

export async function answerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/messages/[conversation]",
    schema: answerCustomerInput,
    keep: ["text"],
    run: (input, visiting) => answerCustomer(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { conversation }) => redirect(`/admin/messages/${conversation}?sent=${freshStamp()}`),
  });
}

export async function handOverAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/messages/[conversation]",
    schema: handOverInput,
    keep: ["to"],
    run: (input, visiting) => handOver(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { conversation }) => redirect(`/admin/messages/${conversation}?handed=${freshStamp()}`),
  });
}
