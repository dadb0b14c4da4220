import { render } from "@react-email/render";
import { type ComponentType, createElement } from "react";
import { harmless } from "@/core/mail/harmless";
import { oneLine } from "@/core/mail/one-line";
import type { MessageName } from "@/core/mail/queue";
import type { Translator } from "@/messages/translator";
import type { MessageProps } from "./_message";
import { propsOf, type RenderInput, textOf } from "./_props";
import AccessData from "./access-data";
import AccountActive from "./account-active";
import AccountErased from "./account-erased";
import AccountMerged from "./account-merged";
import AccountReopened from "./account-reopened";
import ActivateAccount from "./activate-account";
import AddressTaken from "./address-taken";
import CodeWithoutAccount from "./code-without-account";
import CompanyInvitation from "./company-invitation";
import CompanyNotice, { companyNoticeOf } from "./company-notice";
import ConfirmActivationAddress from "./confirm-activation-address";
import ConfirmAddress from "./confirm-address";
import ConfirmEmailSignIn from "./confirm-email-sign-in";
import ConfirmIdentity from "./confirm-identity";
import ConfirmNewAddress from "./confirm-new-address";
import ContactChanged from "./contact-changed";
import CustomerNumbers from "./customer-numbers";
import CustomerWrote from "./customer-wrote";
import EmailChanged from "./email-changed";
import EmailRestored from "./email-restored";
import EmailSignInOn from "./email-sign-in-on";
import FinishRegistration from "./finish-registration";
import IdentityConnected from "./identity-connected";
import IdentityDisconnected from "./identity-disconnected";
import MessageReceived from "./message-received";
import NewMessage from "./new-message";
import OrderConfirmation from "./order-confirmation";
import PasswordChanged from "./password-changed";
import RegistrationRefused from "./registration-refused";
import RegistrationWaiting from "./registration-waiting";
import ResetPassword from "./reset-password";
import ResetWithoutAccount from "./reset-without-account";
import SeatFree from "./seat-free";
import SignInByProvider from "./sign-in-by-provider";
import SignInCode from "./sign-in-code";
import StaffInvitation from "./staff-invitation";
import StaffNotice, { noticeOf } from "./staff-notice";
import StaffPasswordLink from "./staff-password-link";
import TemplateTest from "./template-test";

type Template = {
  readonly draw: ComponentType<MessageProps>;
  /** Its subject; one line that never holds a code. */
  readonly subject: (t: Translator, shop: string, facts: MessageProps["facts"]) => string;
};

/** Every message. A new one is one file, one line here and its sentences. */
export const messages: Readonly<Record<MessageName, Template>> = {
  "confirm-address": {
    draw: ConfirmAddress,
    subject: (t, shop) => t("mails.confirmAddress.subject", { shop }),
  },
  "finish-registration": {
    draw: FinishRegistration,
    subject: (t, shop) => t("mails.finishRegistration.subject", { shop }),
  },
  "access-data": {
    draw: AccessData,
    subject: (t, shop) => t("mails.accessData.subject", { shop }),
  },
  "address-taken": {
    draw: AddressTaken,
    subject: (t, shop) => t("mails.addressTaken.subject", { shop }),
  },
  "account-active": { draw: AccountActive, subject: (t, shop) => t("mails.accountActive.subject", { shop }) },
  "registration-waiting": {
    draw: RegistrationWaiting,
    subject: (t, shop) => t("mails.registrationWaiting.subject", { shop }),
  },
  "registration-refused": {
    draw: RegistrationRefused,
    subject: (t, shop) => t("mails.registrationRefused.subject", { shop }),
  },
  "activate-account": {
    draw: ActivateAccount,
    subject: (t, shop) => t("mails.activateAccount.subject", { shop }),
  },
  "message-received": {
    draw: MessageReceived,
    subject: (t, shop) => t("mails.messageReceived.subject", { shop }),
  },
  "confirm-activation-address": {
    draw: ConfirmActivationAddress,
    subject: (t, shop) => t("mails.confirmActivationAddress.subject", { shop }),
  },
  "sign-in-code": { draw: SignInCode, subject: (t, shop) => t("mails.signInCode.subject", { shop }) },
  "code-without-account": {
    draw: CodeWithoutAccount,
    subject: (t, shop) => t("mails.codeWithoutAccount.subject", { shop }),
  },
  "reset-password": {
    draw: ResetPassword,
    subject: (t, shop) => t("mails.resetPassword.subject", { shop }),
  },
  "reset-without-account": {
    draw: ResetWithoutAccount,
    subject: (t, shop) => t("mails.resetWithoutAccount.subject", { shop }),
  },
  "password-changed": { draw: PasswordChanged, subject: (t, shop) => t("mails.passwordChanged.subject", { shop }) },
  "confirm-identity": {
    draw: ConfirmIdentity,
    subject: (t, shop) => t("mails.confirmIdentity.subject", { shop }),
  },
  "identity-connected": {
    draw: IdentityConnected,
    subject: (t, shop) => t("mails.identityConnected.subject", { shop }),
  },
  "identity-disconnected": {
    draw: IdentityDisconnected,
    subject: (t, shop) => t("mails.identityDisconnected.subject", { shop }),
  },
  "sign-in-by-provider": {
    draw: SignInByProvider,
    subject: (t, shop) => t("mails.signInByProvider.subject", { shop }),
  },
  "contact-changed": { draw: ContactChanged, subject: (t, shop) => t("mails.contactChanged.subject", { shop }) },
  "confirm-new-address": {
    draw: ConfirmNewAddress,
    subject: (t, shop) => t("mails.confirmNewAddress.subject", { shop }),
  },
  "email-changed": { draw: EmailChanged, subject: (t, shop) => t("mails.emailChanged.subject", { shop }) },
  "email-restored": { draw: EmailRestored, subject: (t, shop) => t("mails.emailRestored.subject", { shop }) },
  "account-erased": { draw: AccountErased, subject: (t, shop) => t("mails.accountErased.subject", { shop }) },
  "account-merged": { draw: AccountMerged, subject: (t, shop) => t("mails.accountMerged.subject", { shop }) },
  "account-reopened": {
    draw: AccountReopened,
    subject: (t, shop) => t("mails.accountReopened.subject", { shop }),
  },
  "confirm-email-sign-in": {
    draw: ConfirmEmailSignIn,
    subject: (t, shop) => t("mails.confirmEmailSignIn.subject", { shop }),
  },
  "email-sign-in-on": { draw: EmailSignInOn, subject: (t, shop) => t("mails.emailSignInOn.subject", { shop }) },
  "customer-numbers": {
    draw: CustomerNumbers,
    subject: (t, shop) => t("mails.customerNumbers.subject", { shop }),
  },
  "order-confirmation": {
    draw: OrderConfirmation,
    subject: (t, shop, { number = "" }) => t("mails.orderConfirmation.subject", { shop, number }),
  },
  "seat-free": { draw: SeatFree, subject: (t, shop) => t("mails.seatFree.subject", { shop }) },
  "company-invitation": {
    draw: CompanyInvitation,
    subject: (t, shop, { company = "" }) => t("mails.companyInvitation.subject", { shop, company: harmless(company) }),
  },
  "company-notice": {
    draw: CompanyNotice,
    subject: (t, _shop, { company = "", ...facts }) =>
      t(`mails.companyNotice.${companyNoticeOf(facts)}.subject`, {
        company: harmless(company),
        name: harmless(facts.name ?? ""),
      }),
  },
  "new-message": { draw: NewMessage, subject: (t, shop) => t("mails.newMessage.subject", { shop }) },
  "customer-wrote": { draw: CustomerWrote, subject: (t) => t("mails.customerWrote.subject") },
  "staff-invitation": {
    draw: StaffInvitation,
    subject: (t, shop) => t("mails.staffInvitation.subject", { shop }),
  },
  "staff-password-link": {
    draw: StaffPasswordLink,
    subject: (t, shop) => t("mails.staffPasswordLink.subject", { shop }),
  },
  "staff-notice": {
    draw: StaffNotice,
    subject: (t, shop, facts) => t(`mails.staffNotice.${noticeOf(facts)}.subject`, { shop }),
  },
  "template-test": { draw: TemplateTest, subject: (t, shop) => t("mails.templateTest.subject", { shop }) },
};

/** Renders a message as HTML and as text. Throws if there is none of this name or its facts do not fit. */
export async function renderMessage(name: string, input: RenderInput): Promise<{ subject: string; html: string; text: string }> {
  const { draw, subject } = getTemplate(name);
  const props = propsOf(input);
  const html = await render(createElement(draw, props));
  return { subject: oneLine(subject(props.t, props.shop.name, props.facts)), html, text: textOf(html) };
}

function getTemplate(name: string): Template {
  const template = Object.entries(messages).find(([known]) => known === name)?.[1];
  if (!template) throw new Error(`no message ${name}`);
  return template;
}
