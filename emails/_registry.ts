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
  /** The secrets it prints, in HTML and text. */
  readonly secrets: readonly ("link" | "code" | "firstPassword")[];
};

/** Every message. A new one is one file, one line here and its sentences. */
export const messages: Readonly<Record<MessageName, Template>> = {
  "confirm-address": {
    draw: ConfirmAddress,
    subject: (t, shop) => t("mails.confirmAddress.subject", { shop }),
    secrets: ["link", "code"],
  },
  "finish-registration": {
    draw: FinishRegistration,
    subject: (t, shop) => t("mails.finishRegistration.subject", { shop }),
    secrets: ["link", "code"],
  },
  "access-data": {
    draw: AccessData,
    subject: (t, shop) => t("mails.accessData.subject", { shop }),
    secrets: ["link", "code", "firstPassword"],
  },
  "address-taken": {
    draw: AddressTaken,
    subject: (t, shop) => t("mails.addressTaken.subject", { shop }),
    secrets: ["link", "code"],
  },
  "account-active": { draw: AccountActive, subject: (t, shop) => t("mails.accountActive.subject", { shop }), secrets: [] },
  "registration-waiting": {
    draw: RegistrationWaiting,
    subject: (t, shop) => t("mails.registrationWaiting.subject", { shop }),
    secrets: [],
  },
  "registration-refused": {
    draw: RegistrationRefused,
    subject: (t, shop) => t("mails.registrationRefused.subject", { shop }),
    secrets: [],
  },
  "activate-account": {
    draw: ActivateAccount,
    subject: (t, shop) => t("mails.activateAccount.subject", { shop }),
    secrets: ["link"],
  },
  "message-received": {
    draw: MessageReceived,
    subject: (t, shop) => t("mails.messageReceived.subject", { shop }),
    secrets: ["link"],
  },
  "confirm-activation-address": {
    draw: ConfirmActivationAddress,
    subject: (t, shop) => t("mails.confirmActivationAddress.subject", { shop }),
    secrets: ["code"],
  },
  "sign-in-code": { draw: SignInCode, subject: (t, shop) => t("mails.signInCode.subject", { shop }), secrets: ["code"] },
  "code-without-account": {
    draw: CodeWithoutAccount,
    subject: (t, shop) => t("mails.codeWithoutAccount.subject", { shop }),
    secrets: [],
  },
  "reset-password": {
    draw: ResetPassword,
    subject: (t, shop) => t("mails.resetPassword.subject", { shop }),
    secrets: ["link", "code"],
  },
  "reset-without-account": {
    draw: ResetWithoutAccount,
    subject: (t, shop) => t("mails.resetWithoutAccount.subject", { shop }),
    secrets: [],
  },
  "password-changed": { draw: PasswordChanged, subject: (t, shop) => t("mails.passwordChanged.subject", { shop }), secrets: [] },
  "confirm-identity": {
    draw: ConfirmIdentity,
    subject: (t, shop) => t("mails.confirmIdentity.subject", { shop }),
    secrets: ["code"],
  },
  "identity-connected": {
    draw: IdentityConnected,
    subject: (t, shop) => t("mails.identityConnected.subject", { shop }),
    secrets: [],
  },
  "identity-disconnected": {
    draw: IdentityDisconnected,
    subject: (t, shop) => t("mails.identityDisconnected.subject", { shop }),
    secrets: [],
  },
  "sign-in-by-provider": {
    draw: SignInByProvider,
    subject: (t, shop) => t("mails.signInByProvider.subject", { shop }),
    secrets: [],
  },
  "contact-changed": { draw: ContactChanged, subject: (t, shop) => t("mails.contactChanged.subject", { shop }), secrets: [] },
  "confirm-new-address": {
    draw: ConfirmNewAddress,
    subject: (t, shop) => t("mails.confirmNewAddress.subject", { shop }),
    secrets: ["link", "code"],
  },
  "email-changed": { draw: EmailChanged, subject: (t, shop) => t("mails.emailChanged.subject", { shop }), secrets: ["link"] },
  "email-restored": { draw: EmailRestored, subject: (t, shop) => t("mails.emailRestored.subject", { shop }), secrets: [] },
  "account-erased": { draw: AccountErased, subject: (t, shop) => t("mails.accountErased.subject", { shop }), secrets: [] },
  "account-merged": { draw: AccountMerged, subject: (t, shop) => t("mails.accountMerged.subject", { shop }), secrets: [] },
  "account-reopened": {
    draw: AccountReopened,
    subject: (t, shop) => t("mails.accountReopened.subject", { shop }),
    secrets: [],
  },
  "confirm-email-sign-in": {
    draw: ConfirmEmailSignIn,
    subject: (t, shop) => t("mails.confirmEmailSignIn.subject", { shop }),
    secrets: ["code"],
  },
  "email-sign-in-on": { draw: EmailSignInOn, subject: (t, shop) => t("mails.emailSignInOn.subject", { shop }), secrets: [] },
  "customer-numbers": {
    draw: CustomerNumbers,
    subject: (t, shop) => t("mails.customerNumbers.subject", { shop }),
    secrets: [],
  },
  "order-confirmation": {
    draw: OrderConfirmation,
    subject: (t, shop, { number = "" }) => t("mails.orderConfirmation.subject", { shop, number }),
    secrets: ["link"],
  },
  "seat-free": { draw: SeatFree, subject: (t, shop) => t("mails.seatFree.subject", { shop }), secrets: ["link"] },
  "company-invitation": {
    draw: CompanyInvitation,
    subject: (t, shop, { company = "" }) => t("mails.companyInvitation.subject", { shop, company: harmless(company) }),
    secrets: ["link"],
  },
  "company-notice": {
    draw: CompanyNotice,
    subject: (t, _shop, { company = "", ...facts }) =>
      t(`mails.companyNotice.${companyNoticeOf(facts)}.subject`, {
        company: harmless(company),
        name: harmless(facts.name ?? ""),
      }),
    secrets: [],
  },
  "new-message": { draw: NewMessage, subject: (t, shop) => t("mails.newMessage.subject", { shop }), secrets: [] },
  "customer-wrote": { draw: CustomerWrote, subject: (t) => t("mails.customerWrote.subject"), secrets: [] },
  "staff-invitation": {
    draw: StaffInvitation,
    subject: (t, shop) => t("mails.staffInvitation.subject", { shop }),
    secrets: ["link"],
  },
  "staff-password-link": {
    draw: StaffPasswordLink,
    subject: (t, shop) => t("mails.staffPasswordLink.subject", { shop }),
    secrets: ["link"],
  },
  "staff-notice": {
    draw: StaffNotice,
    subject: (t, shop, facts) => t(`mails.staffNotice.${noticeOf(facts)}.subject`, { shop }),
    secrets: [],
  },
  "template-test": { draw: TemplateTest, subject: (t, shop) => t("mails.templateTest.subject", { shop }), secrets: [] },
};

/** Renders a message as HTML and as text. Throws if there is none of this name or its facts do not fit. */
export async function renderMessage(name: string, input: RenderInput): Promise<{ subject: string; html: string; text: string }> {
  const { draw, subject } = getTemplate(name);
  const props = propsOf(input);
  const html = await render(createElement(draw, props));
  return { subject: oneLine(subject(props.t, props.shop.name, props.facts)), html, text: textOf(html) };
}

/** Which secrets a message prints. */
export const secretsOf = (name: string): readonly string[] => getTemplate(name).secrets;

function getTemplate(name: string): Template {
  const template = Object.entries(messages).find(([known]) => known === name)?.[1];
  if (!template) throw new Error(`no message ${name}`);
  return template;
}
