"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf } from "@/app/_edge/visit";
import { type FormState, SEEN } from "@/components/forms/form-state";
import {
  addPerson,
  addPersonInput,
  changePerson,
  changePersonInput,
  removePerson,
  removePersonInput,
} from "@/core/company-office/change-person";
import { companyId } from "@/core/company-office/company-id";
import { deactivateCompanies, reactivateCompanies } from "@/core/company-office/deactivate-companies";
import { editCompany, editCompanyInput } from "@/core/company-office/edit-company";
import { mergeCompanies, mergeCompaniesInput } from "@/core/company-office/merge-companies";
import { routeCompany, routeCompanyInput } from "@/core/company-office/route-company";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { companyPath } from "../paths";

const schema = z.object({ companyId });
const routingSchema = routeCompanyInput.extend(confirmStaffFields);
const mergeSchema = mergeCompaniesInput.extend(confirmStaffFields);

/** Back to the page, which says what was done. */
const to = (id: string, news: string): never => redirect(`${companyPath(id)}?${news}=${freshStamp()}`);

export async function editCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: editCompanyInput,
    keep: [SEEN],
    fieldsAt: "staff",
    run: (input, visiting, posted) => editCompany(visiting.ctx, { ...input, posted, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => to(input.companyId, "saved"),
  });
}

export async function addPersonAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: addPersonInput,
    keep: ["number", "userType"],
    words: { number: "fields.required.typedNumber" },
    labels: { number: "adminCompanies.people.number" },
    run: (input, visiting) => addPerson(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => to(input.companyId, "added"),
  });
}

export async function changePersonAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: changePersonInput,
    keep: ["userType"],
    run: (input, visiting) => changePerson(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => to(input.companyId, "changed"),
  });
}

export async function removePersonAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: removePersonInput,
    keep: [],
    run: (input, visiting) => removePerson(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => to(input.companyId, "removed"),
  });
}

export async function routeCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: routingSchema,
    keep: ["domains", "connection", "takesRequests"],
    labels: { domains: "adminCompanies.routing.domains", connection: "adminCompanies.routing.connection" },
    run: (input, visiting) => routeCompany(visiting.ctx, { ...input, by: operatorOf(visiting, input.confirmPassword) }),
    done: async (_value, _visit, input) => {
      await refreshSettings();
      return to(input.companyId, "routed");
    },
  });
}

export async function mergeCompaniesAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema: mergeSchema,
    keep: [],
    run: (input, visiting) => mergeCompanies(visiting.ctx, { ...input, by: operatorOf(visiting, input.confirmPassword) }),
    done: async (_value, _visit, input) => {
      await refreshSettings();
      return to(input.companyId, "merged");
    },
  });
}

export async function deactivateCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema,
    keep: [],
    run: (input, visiting) => deactivateCompanies(visiting.ctx, { ids: [input.companyId], staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => {
      await refreshSettings();
      return to(input.companyId, "deactivated");
    },
  });
}

export async function reactivateCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/companies/[id]",
    schema,
    keep: [],
    run: (input, visiting) => reactivateCompanies(visiting.ctx, { ids: [input.companyId], staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => {
      await refreshSettings();
      return to(input.companyId, "reactivated");
    },
  });
}
