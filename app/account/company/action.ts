"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { sealLeft } from "@/app/_edge/left-company";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { sessionOf, type Visit } from "@/app/_edge/visit";
import { type FormState, SEEN } from "@/components/forms/form-state";
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
import { editOwnCompany, editOwnCompanyInput } from "@/core/companies/edit-own-company";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import {
  invitationInput,
  inviteColleague,
  inviteColleagueInput,
  resendCompanyInvitation,
  withdrawCompanyInvitation,
} from "@/core/companies/invite-colleague";
import { leaveCompany } from "@/core/companies/leave-company";
import { type Acting, shownCompany } from "@/core/companies/lock-own-company";

const done = async () => redirect(`/account/company?done=${freshStamp()}`);

/** Who acts, and for which company by what their page showed. */
const actingFor = (visiting: Visit, company: string): Acting => {
  const { accountId, customerId } = sessionOf(visiting);
  return { accountId, customerId, companyId: company };
};

const inviteSchema = inviteColleagueInput.extend(shownCompany);

export async function inviteColleagueAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: inviteSchema,
    keep: ["email", "userType"],
    words: { email: "company.invite.emailMissing" },
    labels: { email: "company.invite.email", userType: "company.people.type" },
    run: ({ company, ...input }, visiting) => inviteColleague(visiting.ctx, { ...input, by: actingFor(visiting, company) }),
    done: async ({ isAgain }) => redirect(`/account/company?${isAgain ? "again" : "invited"}=${freshStamp()}`),
  });
}

const steps = z.enum(["again", "withdraw"], { error: "field.invalid" });
const invitationSchema = invitationInput.extend({ ...shownCompany, step: steps });

export async function changeInvitationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: invitationSchema,
    keep: [],
    run: ({ step, invitation, company }, visiting) => {
      const asked = { invitation, by: actingFor(visiting, company) };
      return step === "again" ? resendCompanyInvitation(visiting.ctx, asked) : withdrawCompanyInvitation(visiting.ctx, asked);
    },
    done,
  });
}

const typeSchema = changeUserTypeInput.extend(shownCompany);

export async function changeUserTypeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: typeSchema,
    keep: ["userType"],
    labels: { userType: "company.people.type" },
    run: ({ company, ...input }, visiting) => changeUserType(visiting.ctx, { ...input, by: actingFor(visiting, company) }),
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
  ...shownCompany,
  step: z.enum(["deactivate", "reactivate", "remove", "handOver"], { error: "field.invalid" }),
});

export async function changeColleagueAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: colleagueSchema,
    keep: [],
    run: async ({ step, person, company }, visiting) => uses[step](visiting.ctx, { person, by: actingFor(visiting, company) }),
    done,
  });
}

const leaveSchema = z.object(shownCompany);

export async function leaveCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: leaveSchema,
    keep: [],
    run: ({ company }, visiting) => leaveCompany(visiting.ctx, { by: actingFor(visiting, company) }),
    done: async ({ company }, { ctx }) => {
      await refreshSettings();
      // The way to the company goes from the frame of the account, which a browser would keep.
      refresh();
      redirect(`/account?left=${sealLeft(ctx, company)}`);
    },
  });
}

// What else it holds is what the shop asks for.
const editSchema = editOwnCompanyInput.extend(shownCompany);

export async function editOwnCompanyAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: editSchema,
    keep: [SEEN],
    fieldsAt: "profile",
    run: ({ company, seen }, visiting, posted) =>
      editOwnCompany(visiting.ctx, { seen, posted, by: actingFor(visiting, company) }),
    done,
  });
}

const addressSchema = companyAddressInput.extend(shownCompany);

const addressLabels = {
  label: "company.addresses.label",
  name: "company.addresses.name",
  street: "company.addresses.street",
  postcode: "company.addresses.postcode",
  city: "company.addresses.city",
  country: "company.addresses.country",
} as const;

export async function saveAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: addressSchema,
    keep: ["label", "name", "street", "postcode", "city", "country"],
    words: {
      label: "company.addresses.labelMissing",
      name: "company.addresses.nameMissing",
      street: "company.addresses.streetMissing",
      city: "company.addresses.cityMissing",
    },
    labels: addressLabels,
    run: ({ company, ...input }, visiting) => saveCompanyAddress(visiting.ctx, { ...input, by: actingFor(visiting, company) }),
    done,
  });
}

const removeAddressSchema = removeAddressInput.extend(shownCompany);

export async function removeAddressAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: removeAddressSchema,
    keep: [],
    run: ({ company, ...input }, visiting) => removeCompanyAddress(visiting.ctx, { ...input, by: actingFor(visiting, company) }),
    done,
  });
}

const decisionSchema = decideRequestInput.extend(shownCompany);

export async function decideRequestAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/company",
    schema: decisionSchema,
    keep: ["userType"],
    labels: { userType: "company.people.type" },
    run: ({ company, ...input }, visiting) => decideRequest(visiting.ctx, { ...input, by: actingFor(visiting, company) }),
    done,
  });
}
