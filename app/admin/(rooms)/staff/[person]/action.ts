"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import type { FormState } from "@/components/forms/form-state";
import { changePermissions, changeRole, changeRoleInput } from "@/core/staff/change-staff";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { deactivateStaff, reactivateStaff } from "@/core/staff/deactivate-staff";
import { permissions } from "@/core/staff/permissions";
import { resetSecondFactor } from "@/core/staff/remove-second-factor";
import { resendInvitation, withdrawInvitation } from "@/core/staff/resend-invitation";
import { sendPasswordLink } from "@/core/staff/send-password-link";
import { colleaguePath } from "../words";

const about = { staffId: z.uuid({ error: "staff.not-found" }), ...confirmStaffFields };
const schema = z.object(about);
const roleSchema = changeRoleInput.extend(about);
// Beside these, a box for each permission under its own name.
const permissionsSchema = roleSchema.catchall(z.string());

export async function resendInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      resendInvitation(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?resent=${freshStamp()}`),
  });
}

export async function withdrawInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      withdrawInvitation(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async () => redirect(`/admin/staff?withdrawn=${freshStamp()}`),
  });
}

export async function changeRoleAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema: roleSchema,
    keep: [],
    run: ({ staffId, role, confirmPassword }, visiting) =>
      changeRole(visiting.ctx, { staffId, role, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?role=${freshStamp()}`),
  });
}

export async function changePermissionsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema: permissionsSchema,
    keep: ["role", ...permissions],
    run: ({ staffId, role, confirmPassword, ...boxes }, visiting) => {
      const granted = new Set(Object.keys(boxes));
      return changePermissions(visiting.ctx, { staffId, role, granted, by: operatorOf(visiting, confirmPassword) });
    },
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?rights=${freshStamp()}`),
  });
}

export async function sendPasswordLinkAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      sendPasswordLink(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?link=${freshStamp()}`),
  });
}

export async function resetSecondFactorAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      resetSecondFactor(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?reset=${freshStamp()}`),
  });
}

export async function deactivateStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      deactivateStaff(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?deactivated=${freshStamp()}`),
  });
}

export async function reactivateStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/staff/[person]",
    schema,
    keep: [],
    run: ({ staffId, confirmPassword }, visiting) =>
      reactivateStaff(visiting.ctx, { staffId, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { staffId }) => redirect(`${colleaguePath(staffId)}?reactivated=${freshStamp()}`),
  });
}
