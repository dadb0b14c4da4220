"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { writeCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { staffOf, type Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { inSeconds } from "@/core/duration";
import { confirmSecondFactor, confirmSecondFactorInput, type RecoveryCodes } from "@/core/staff/confirm-second-factor";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { removeSecondFactor, removeSecondFactorInput } from "@/core/staff/remove-second-factor";
import { renewRecoveryCodes } from "@/core/staff/renew-recovery-codes";
import { CODES_ARE_SHOWN, sealShownCodes } from "@/core/staff/shown-codes";
import { startSecondFactor } from "@/core/staff/start-second-factor";

const nothing = z.object({});
const password = z.object(confirmStaffFields);

export async function startSecondFactorAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account/second-factor",
    schema: nothing,
    keep: [],
    run: (_input, visiting) => startSecondFactor(visiting.ctx, { staffId: staffOf(visiting).staffId }),
    done: async () => redirect("/admin/account/second-factor"),
  });
}

export async function confirmSecondFactorAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account/second-factor",
    schema: confirmSecondFactorInput,
    keep: [],
    run: ({ code, confirmPassword }, visiting) =>
      confirmSecondFactor(visiting.ctx, { code, by: operatorOf(visiting, confirmPassword) }),
    done: showOnce,
  });
}

export async function renewRecoveryCodesAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account/second-factor",
    schema: password,
    keep: [],
    run: ({ confirmPassword }, visiting) => renewRecoveryCodes(visiting.ctx, { by: operatorOf(visiting, confirmPassword) }),
    done: showOnce,
  });
}

export async function removeSecondFactorAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account/second-factor",
    schema: removeSecondFactorInput,
    keep: [],
    run: ({ code, confirmPassword }, visiting) =>
      removeSecondFactor(visiting.ctx, { code, by: operatorOf(visiting, confirmPassword) }),
    done: async () => redirect(`/admin/account/second-factor?off=${freshStamp()}`),
  });
}

/** New codes reach the next page sealed in a cookie that lasts as long as they are shown, never in an address. */
async function showOnce({ codes }: RecoveryCodes, visiting: Visit): Promise<never> {
  const sealed = sealShownCodes(visiting.ctx, staffOf(visiting).id, codes);
  await writeCookie("foyer-shown", sealed, inSeconds(CODES_ARE_SHOWN));
  redirect(`/admin/account/second-factor?codes=${freshStamp()}`);
}
