"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { moveConnection } from "@/core/connections/move-connection";
import { requiredLine } from "@/core/input";

const schema = z.object({ connection: requiredLine(100), direction: z.enum(["up", "down"], { error: "field.invalid" }) });

export async function moveConnectionAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso",
    schema,
    keep: [],
    run: ({ connection: id, direction }, visiting) =>
      moveConnection(visiting.ctx, { id, direction, actor: { kind: "staff", staffId: staffOf(visiting).staffId } }),
    done: async () => {
      await refreshSettings();
      redirect("/admin/sso");
    },
  });
}
