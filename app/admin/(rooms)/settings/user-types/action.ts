"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { companyPermissions } from "@/core/companies/permissions";
import { chooseDefaultTypes, defaultTypesInput } from "@/core/user-types/choose-default-types";
import { deleteUserType } from "@/core/user-types/delete-user-type";
import { saveUserType, userTypeInput } from "@/core/user-types/save-user-type";

const ROOM = "/admin/settings/user-types";

// Beside these, a box for each permission under its own name.
const schema = userTypeInput.catchall(z.string());

export async function saveUserTypeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/user-types",
    schema,
    keep: ["name", ...companyPermissions],
    labels: { name: "userTypes.edit.name" },
    run: ({ userType, name, ...boxes }, visiting) => {
      const granted = new Set(Object.keys(boxes));
      return saveUserType(visiting.ctx, { userType, name, granted, staffId: staffOf(visiting).staffId });
    },
    done: async () => redirect(`${ROOM}?saved=${freshStamp()}`),
  });
}

const deleteSchema = z.object({ userType: z.uuid({ error: "user-type.not-found" }) });

export async function deleteUserTypeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/user-types",
    schema: deleteSchema,
    keep: [],
    run: ({ userType }, visiting) => deleteUserType(visiting.ctx, { userType, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`${ROOM}?deleted=${freshStamp()}`),
  });
}

export async function chooseDefaultTypesAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/user-types",
    schema: defaultTypesInput,
    keep: ["customers", "partners"],
    run: (input, visiting) => chooseDefaultTypes(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async () => redirect(`${ROOM}?defaults=${freshStamp()}`),
  });
}
