"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { undoMerge, undoMergeInput } from "@/core/customers/undo-merge";
import { customerPath } from "../words";

export async function undoMergeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: undoMergeInput,
    keep: [],
    run: ({ merge, confirmPassword }, visiting) => undoMerge(visiting.ctx, { merge, by: operatorOf(visiting, confirmPassword) }),
    done: async (undone, _visit, { number }) =>
      redirect(`${customerPath(number)}?unmerged=${freshStamp()}&other=${encodeURIComponent(undone.number)}`),
  });
}
