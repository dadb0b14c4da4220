"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { attachOrderByStaff, attachOrderInput } from "@/core/orders/attach-order-by-staff";
import { undoAttachment, undoAttachmentInput } from "@/core/orders/undo-attachment";
import { customerPath } from "../words";

export async function attachOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: attachOrderInput,
    keep: ["orderNumber"],
    run: (input, visiting) => attachOrderByStaff(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?attached=${freshStamp()}`),
  });
}

export async function undoAttachmentAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: undoAttachmentInput,
    keep: [],
    run: ({ attachment }, visiting) => undoAttachment(visiting.ctx, { attachment, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { number }) => redirect(`${customerPath(number)}?detached=${freshStamp()}`),
  });
}
