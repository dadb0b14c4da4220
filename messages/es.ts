import { accept } from "@/messages/es/accept";
import { account } from "@/messages/es/account";
import { activation } from "@/messages/es/activation";
import { admin } from "@/messages/es/admin";
import { adminApprovals } from "@/messages/es/admin-approvals";
import { adminCompanies } from "@/messages/es/admin-companies";
import { adminCustomers } from "@/messages/es/admin-customers";
import { adminFields } from "@/messages/es/admin-fields";
import { adminImport } from "@/messages/es/admin-import";
import { adminInbound } from "@/messages/es/admin-inbound";
import { adminLegal } from "@/messages/es/admin-legal";
import { adminMail } from "@/messages/es/admin-mail";
import { adminMerge } from "@/messages/es/admin-merge";
import { adminMessages } from "@/messages/es/admin-messages";
import { adminPartners } from "@/messages/es/admin-partners";
import { adminRegistrations } from "@/messages/es/admin-registrations";
import { adminSeats } from "@/messages/es/admin-seats";
import { adminSending } from "@/messages/es/admin-sending";
import { adminSso } from "@/messages/es/admin-sso";
import { adminStaff } from "@/messages/es/admin-staff";
import { auditDetails } from "@/messages/es/audit-details";
import { code } from "@/messages/es/code";
import { common } from "@/messages/es/common";
import { company } from "@/messages/es/company";
import { connections } from "@/messages/es/connections";
import { consents } from "@/messages/es/consents";
import { conversation } from "@/messages/es/conversation";
import { door } from "@/messages/es/door";
import { emailSignIn } from "@/messages/es/email-sign-in";
import { failures } from "@/messages/es/failures";
import { fields } from "@/messages/es/fields";
import { formFields } from "@/messages/es/form-fields";
import { mailTemplates } from "@/messages/es/mail-templates";
import { mails } from "@/messages/es/mails";
import { ownAccount } from "@/messages/es/own-account";
import { adminDirectory, registerAs } from "@/messages/es/register-as";
import { registration } from "@/messages/es/registration";
import { reset } from "@/messages/es/reset";
import { seats } from "@/messages/es/seats";
import { security } from "@/messages/es/security";
import { settings } from "@/messages/es/settings";
import { shop } from "@/messages/es/shop";
import { sso } from "@/messages/es/sso";
import { userTypes } from "@/messages/es/user-types";
import type { Shape } from "@/messages/shape";
import type { Messages } from "@/messages/translator";

/** Spanish. */
export const es: Shape<Messages> = {
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
