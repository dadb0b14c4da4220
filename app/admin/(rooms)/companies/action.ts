"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf, type Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { readCompany } from "@/core/companies/read-company";
import { createCompany, createCompanyInput } from "@/core/company-office/create-company";
import { deactivateCompanies } from "@/core/company-office/deactivate-companies";
import type { Posted } from "@/core/fields/read-answers";
import { isRowId } from "@/core/query";
import { companyPath } from "./paths";

export async function createCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies",
    schema: createCompanyInput,
    keep: ["number"],
    words: { number: "fields.required.typedNumber" },
    labels: { number: "adminCompanies.add.number" },
    fieldsAt: "staff",
    alsoWrong: whatIsWrong,
    run: ({ number }, visiting, posted) => createCompany(visiting.ctx, { number, posted, staffId: staffOf(visiting).staffId }),
    done: async ({ id }) => redirect(`${companyPath(id)}?made=${freshStamp()}`),
  });
}

function whatIsWrong({ ctx }: Visit, posted: Posted) {
  const read = readCompany(ctx, "staff", posted);
  return read.ok ? [] : read.problems;
}

// A box for each company of the page, under the company's id.
const boxes = z.record(z.string(), z.string());

export async function deactivateManyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies",
    schema: boxes,
    keep: [],
    run: (ticked, visiting) => {
      const ids = Object.keys(ticked).filter(isRowId);
      return deactivateCompanies(visiting.ctx, { ids, staffId: staffOf(visiting).staffId });
    },
    done: async () => {
      await refreshSettings();
      redirect(`/admin/companies?deactivated=${freshStamp()}`);
    },
  });
}
