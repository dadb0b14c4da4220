"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepStaffSession } from "@/app/_edge/staff-session";
import type { FormState } from "@/components/forms/form-state";
import { unlockStaff, unlockStaffInput } from "@/core/staff/unlock-staff";

export async function unlockStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/unlock/[token]",
    schema: unlockStaffInput,
    keep: [],
    run: async (input, { ctx }) => unlockStaff(ctx, { ...input, replaces: await readCookie("foyer-staff") }),
    done: async (session) => {
      await keepStaffSession(session);
      redirect("/admin");
    },
  });
}
