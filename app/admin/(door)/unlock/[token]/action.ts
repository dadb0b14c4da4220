"use server";

import { redirect } from "next/navigation";
import { readCookie, writeCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { unlockStaff, unlockStaffInput } from "@/core/staff/unlock-staff";

export async function unlockStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/unlock/[token]",
    schema: unlockStaffInput,
    keep: [],
    run: async ({ token }, { ctx }) => unlockStaff(ctx, { token, replaces: await readCookie("foyer-staff") }),
    done: async ({ token, maxAgeSeconds }) => {
      await writeCookie("foyer-staff", token, maxAgeSeconds);
      redirect("/admin");
    },
  });
}
