"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import type { FormState } from "@/components/forms/form-state";
import { deleteConnection } from "@/core/connections/delete-connection";
import { requiredLine } from "@/core/input";
import { confirmStaffFields } from "@/core/staff/confirm-staff";

const schema = z.object({ connection: requiredLine(100), ...confirmStaffFields });

export async function deleteConnectionAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso/[connection]",
    schema,
    keep: [],
    run: ({ connection: id, confirmPassword }, visiting) =>
      deleteConnection(visiting.ctx, { id, by: operatorOf(visiting, confirmPassword) }),
    done: async () => {
      await refreshSettings();
      redirect(`/admin/sso?deleted=${freshStamp()}`);
    },
  });
}
