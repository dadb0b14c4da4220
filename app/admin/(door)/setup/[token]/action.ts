"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { keepStaffSession } from "@/app/_edge/staff-session";
import type { FormState } from "@/components/forms/form-state";
import { renewStaffPassword } from "@/core/staff/renew-staff-password";
import { setUpStaff, setUpStaffInput } from "@/core/staff/set-up-staff";

export async function setUpStaffAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/setup/[token]",
    schema: setUpStaffInput,
    keep: [],
    run: async (input, { ctx }) => setUpStaff(ctx, { ...input, replaces: await readCookie("foyer-staff") }),
    done: async (session) => {
      await keepStaffSession(session);
      await refreshSettings();
      redirect("/admin");
    },
  });
}

export async function renewStaffPasswordAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/setup/[token]",
    schema: setUpStaffInput,
    keep: [],
    run: async (input, { ctx }) => renewStaffPassword(ctx, { ...input, present: await readCookie("foyer-staff") }),
    done: async () => redirect("/admin/sign-in?renewed=yes"),
  });
}
