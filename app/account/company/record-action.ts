"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { companyAddressInput, removeAddressInput, removeCompanyAddress, saveCompanyAddress } from "@/core/companies/address-book";
import { decideRequest, decideRequestInput } from "@/core/companies/decide-request";
import { editOwnCompany } from "@/core/companies/edit-own-company";

const done = async () => redirect("/account/company?done");

// Everything it holds is what the shop asks for.
const editSchema = z.object({});

export async function editOwnCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: editSchema,
    keep: [],
    fieldsAt: "profile",
    run: (_input, visiting, posted) => editOwnCompany(visiting.ctx, { posted, by: sessionOf(visiting) }),
    done,
  });
}

export async function saveAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: companyAddressInput,
    keep: ["label", "name", "street", "postcode", "city", "country"],
    words: { label: "company.addresses.labelMissing", name: "company.addresses.nameMissing" },
    run: (input, visiting) => saveCompanyAddress(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done,
  });
}

export async function removeAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: removeAddressInput,
    keep: [],
    run: (input, visiting) => removeCompanyAddress(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done,
  });
}

export async function decideRequestAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: decideRequestInput,
    keep: ["userType"],
    run: (input, visiting) => decideRequest(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done,
  });
}
