"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { inviteStaff, inviteStaffInput } from "@/core/staff/invite-staff";
import { colleaguePath } from "./words";

const schema = inviteStaffInput.extend(confirmStaffFields);

export async function inviteStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff",
    schema,
    keep: ["name", "email", "role"],
    run: ({ confirmPassword, ...input }, visiting) =>
      inviteStaff(visiting.ctx, { ...input, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ staffId }) => redirect(`${colleaguePath(staffId)}?invited=${freshStamp()}`),
  });
}
