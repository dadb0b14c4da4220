import { accept } from "@/messages/en/accept";
import { account } from "@/messages/en/account";
import { activation } from "@/messages/en/activation";
import { admin } from "@/messages/en/admin";
import { adminApprovals } from "@/messages/en/admin-approvals";
import { adminCompanies } from "@/messages/en/admin-companies";
import { adminCustomers } from "@/messages/en/admin-customers";
import { adminFields } from "@/messages/en/admin-fields";
import { adminImport } from "@/messages/en/admin-import";
import { adminInbound } from "@/messages/en/admin-inbound";
import { adminLegal } from "@/messages/en/admin-legal";
import { adminMail } from "@/messages/en/admin-mail";
import { adminMerge } from "@/messages/en/admin-merge";
import { adminMessages } from "@/messages/en/admin-messages";
import { adminPartners } from "@/messages/en/admin-partners";
import { adminRegistrations } from "@/messages/en/admin-registrations";
import { adminSeats } from "@/messages/en/admin-seats";
import { adminSending } from "@/messages/en/admin-sending";
import { adminSso } from "@/messages/en/admin-sso";
import { adminStaff } from "@/messages/en/admin-staff";
import { auditDetails } from "@/messages/en/audit-details";
import { code } from "@/messages/en/code";
import { common } from "@/messages/en/common";
import { company } from "@/messages/en/company";
import { connections } from "@/messages/en/connections";
import { consents } from "@/messages/en/consents";
import { conversation } from "@/messages/en/conversation";
import { door } from "@/messages/en/door";
import { emailSignIn } from "@/messages/en/email-sign-in";
import { failures } from "@/messages/en/failures";
import { fields } from "@/messages/en/fields";
import { formFields } from "@/messages/en/form-fields";
import { mailTemplates } from "@/messages/en/mail-templates";
import { mails } from "@/messages/en/mails";
import { ownAccount } from "@/messages/en/own-account";
import { adminDirectory, registerAs } from "@/messages/en/register-as";
import { registration } from "@/messages/en/registration";
import { reset } from "@/messages/en/reset";
import { seats } from "@/messages/en/seats";
import { security } from "@/messages/en/security";
import { settings } from "@/messages/en/settings";
import { shop } from "@/messages/en/shop";
import { sso } from "@/messages/en/sso";
import { userTypes } from "@/messages/en/user-types";

/** English: the shape of every catalogue. */
export const en = {
  accept,
  account,
  activation,
  admin,
  adminApprovals,
  adminCompanies,
  adminCustomers,
  adminFields,
  adminImport,
  adminInbound,
  adminLegal,
  adminMail,
  adminPartners,
  adminRegistrations,
  adminMerge,
  adminMessages,
  adminSeats,
  adminSending,
  adminSso,
  adminStaff,
  code,
  auditDetails,
  common,
  company,
  connections,
  consents,
  conversation,
  door,
  emailSignIn,
  failures,
  fields,
  formFields,
  mails,
  mailTemplates,
  ownAccount,
  adminDirectory,
  registerAs,
  registration,
  reset,
  seats,
  security,
  settings,
  shop,
  sso,
  userTypes,
};
