"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { staffOf } from "@/app/_edge/visit";
import { type FormState, untouched } from "@/components/forms/form-state";
import { makePartnerCode, partnerCodeInput } from "@/core/company-office/make-partner-code";
import { withdrawCodeInput, withdrawPartnerCode } from "@/core/company-office/withdraw-partner-code";
import { partnerPath } from "../../companies/words";
import { freshStamp } from "../../is-fresh";

const route = "/admin/partners/[id]";

export async function makePartnerCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route,
    schema: partnerCodeInput,
    keep: ["userType", "maxUses", "lastDay"],
    run: (input, visiting) => makePartnerCode(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    // The page that this answers is the one place where the code is ever shown.
    done: async ({ code }, { t }) => ({ ...untouched, notice: t("adminPartners.make.shown"), values: { code } }),
  });
}

export async function withdrawPartnerCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route,
    schema: withdrawCodeInput,
    keep: [],
    run: (input, visiting) => withdrawPartnerCode(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { companyId }) => redirect(`${partnerPath(companyId)}?withdrawn=${freshStamp()}`),
  });
}
