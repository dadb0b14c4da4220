"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { staffOf } from "@/app/_edge/visit";
import { type FormState, untouched } from "@/components/forms/form-state";
import { makePartnerCode, partnerCodeInput } from "@/core/company-office/make-partner-code";
import { withdrawCodeInput, withdrawPartnerCode } from "@/core/company-office/withdraw-partner-code";
import { partnerPath } from "../../companies/paths";

export async function makePartnerCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/partners/[id]",
    schema: partnerCodeInput,
    keep: ["userType", "maxUses", "lastDay"],
    words: { "number.invalid": "adminPartners.make.maxUsesWrong" },
    labels: {
      userType: "adminPartners.make.type",
      maxUses: "adminPartners.make.maxUses",
      lastDay: "adminPartners.make.lastDay",
      chosen: "adminPartners.make.chosen",
    },
    run: (input, visiting) => makePartnerCode(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    // The page that this answers is the one place where the code is ever shown.
    done: async ({ code }, { t }) => {
      // The list below has one more.
      refresh();
      return { ...untouched, notice: t("adminPartners.make.shown"), values: { code } };
    },
  });
}

export async function withdrawPartnerCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/partners/[id]",
    schema: withdrawCodeInput,
    keep: [],
    run: (input, visiting) => withdrawPartnerCode(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, { companyId }) => redirect(`${partnerPath(companyId)}?withdrawn=${freshStamp()}`),
  });
}
