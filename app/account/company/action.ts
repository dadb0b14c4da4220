"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { companyAddressInput, removeAddressInput, removeCompanyAddress, saveCompanyAddress } from "@/core/companies/address-book";
import {
  changeUserType,
  changeUserTypeInput,
  colleagueInput,
  deactivateColleague,
  reactivateColleague,
  removeColleague,
} from "@/core/companies/change-colleague";
import { decideRequest, decideRequestInput } from "@/core/companies/decide-request";
import { editOwnCompany } from "@/core/companies/edit-own-company";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import {
  invitationInput,
  inviteColleague,
  inviteColleagueInput,
  resendCompanyInvitation,
  withdrawCompanyInvitation,
} from "@/core/companies/invite-colleague";
import { leaveCompany } from "@/core/companies/leave-company";

const done = async () => redirect("/account/company?done");

export async function inviteColleagueAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: inviteColleagueInput,
    keep: ["email", "userType"],
    run: (input, visiting) => inviteColleague(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done: async () => redirect("/account/company?invited"),
  });
}

const steps = z.enum(["again", "withdraw"], { error: "field.invalid" });
const invitationSchema = invitationInput.extend({ step: steps });

export async function changeInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: invitationSchema,
    keep: [],
    run: ({ step, invitation }, visiting) => {
      const asked = { invitation, by: sessionOf(visiting) };
      return step === "again" ? resendCompanyInvitation(visiting.ctx, asked) : withdrawCompanyInvitation(visiting.ctx, asked);
    },
    done,
  });
}

export async function changeUserTypeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: changeUserTypeInput,
    keep: ["userType"],
    run: (input, visiting) => changeUserType(visiting.ctx, { ...input, by: sessionOf(visiting) }),
    done,
  });
}

const uses = {
  deactivate: deactivateColleague,
  reactivate: reactivateColleague,
  remove: removeColleague,
  handOver: handOverAdministration,
} as const;
const colleagueSchema = colleagueInput.extend({
  step: z.enum(["deactivate", "reactivate", "remove", "handOver"], { error: "field.invalid" }),
});

export async function changeColleagueAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: colleagueSchema,
    keep: [],
    run: async ({ step, person }, visiting) => uses[step](visiting.ctx, { person, by: sessionOf(visiting) }),
    done,
  });
}

const leaveSchema = z.object({});

export async function leaveCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: leaveSchema,
    keep: [],
    run: (_input, visiting) => leaveCompany(visiting.ctx, { by: sessionOf(visiting) }),
    done: async () => redirect("/account?left"),
  });
}

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
