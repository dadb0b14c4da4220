"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepStaffSession } from "@/app/_edge/staff-session";
import type { FormState } from "@/components/forms/form-state";
import { staffReturnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { hashToken } from "@/core/security/token";
import { secondStepInput, takeSecondStep } from "@/core/staff/second-step";

const schema = secondStepInput.extend({ returnTo: optionalText(4000) });

export async function secondStepAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sign-in/second-step",
    schema,
    keep: ["returnTo"],
    run: async ({ code }, { ctx }) => {
      const browserHash = hashToken((await readCookie("foyer-attempt")) ?? "");
      const [known, replaces] = [await readCookie("foyer-known"), await readCookie("foyer-staff")];
      return takeSecondStep(ctx, { code, browserHash, known, replaces });
    },
    done: async (session, _visit, { returnTo }) => {
      await keepStaffSession(session);
      redirect(staffReturnTo(returnTo));
    },
  });
}
