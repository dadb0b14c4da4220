import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Figures } from "@/components/admin/figures";
import { Tasks } from "@/components/admin/tasks";
import { getOverview, type Overview } from "@/core/overview/get-overview";
import type { ClosedReason } from "@/core/registration/explain-closed";
import type { StaffSession } from "@/core/staff/find-staff-session";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";
import { getEnv } from "@/settings/env";
import { Trends } from "./trends";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("admin.overview.heading")} – ${t("admin.title")}` };
}

export default async function OverviewPage() {
  const { t, ctx, staff } = await visitAdmin("/admin");
  const overview = await getOverview(ctx, getEnv().smtpUrl);
  const { customers, accounts, pending, registrationsToday, signInsToday } = overview.figures;
  const log = (query: string) => (staff.permissions.has("audit.read") ? { href: `/admin/audit${query}` } : {});
  return (
    <>
      <h1>{t("admin.overview.heading")}</h1>
      <Tasks heading={t("admin.overview.attention")} none={t("admin.overview.nothing")} tasks={tasksFrom(t, overview, staff)} />
      <Figures
        heading={t("admin.overview.figures")}
        note={t("admin.overview.days")}
        language={ctx.request.language}
        figures={[
          { text: t("admin.overview.customers"), value: customers },
          { text: t("admin.overview.accounts"), value: accounts },
          { text: t("admin.overview.pending"), value: pending, href: "/admin/customers?state=pending" },
          {
            text: t("admin.overview.registrations"),
            value: registrationsToday,
            ...log("?action=registration.completed"),
          },
          { text: t("admin.overview.signIns"), value: signInsToday, ...log("?action=sign-in&outcome=ok") },
        ]}
      />
      <Trends t={t} language={ctx.request.language} days={overview.trends} />
    </>
  );
}

function tasksFrom(t: Translator, overview: Overview, { role, permissions }: StaffSession) {
  const { mails, hasMailServer, registrationClosed, troubledConnections, awayConnections, sameAddress, approvals } = overview;
  const { failedTemplates } = overview;
  const failures = permissions.has("audit.read")
    ? { href: "/admin/audit?action=sign-in&outcome=failed", link: t("admin.overview.look") }
    : { link: t("admin.overview.askAdminToLook") };
  const mailRoom = permissions.has("mail.read")
    ? { href: "/admin/mail", link: t("admin.overview.look") }
    : { link: t("admin.overview.askAdminToLook") };
  const room = (permission: Permission) => (href: string) =>
    role === "admin" && permissions.has(permission)
      ? { href, link: t("admin.overview.change") }
      : { link: t("admin.overview.askAdmin") };
  const setting = room("settings.edit");
  const connection = room("connections.edit");
  return [
    overview.areNumbersRefused && { text: t("admin.overview.numbersRefused"), ...failures },
    guessingTask(t, overview),
    mails.failed > 0 && { text: t("admin.overview.mailsFailed", { count: mails.failed }), ...mailRoom },
    mails.waiting > 0 && { text: t("admin.overview.mailsWaiting", { count: mails.waiting }), ...mailRoom },
    ...cameInTasks(t, overview, { permissions, mailRoom, setting }),
    ...failedTemplates.map(({ message, language }) => ({
      text: t("mailTemplates.overview", {
        message: t(`adminMail.messages.${message}`),
        language: t(`mailTemplates.languages.${language}`),
      }),
      ...setting(`/admin/mail/templates/${message}?language=${language}`),
    })),
    !hasMailServer && { text: t("admin.overview.noMailServer"), ...setting("/admin/settings/mail#mail.smtpUrl") },
    registrationClosed !== null && {
      text: t(`admin.overview.registrationClosed.${registrationClosed}`),
      ...setting(settingBehind[registrationClosed]),
    },
    approvals > 0 && {
      text: t("adminApprovals.waiting", { count: approvals }),
      href: "/admin/approvals",
      link: t("admin.overview.look"),
    },
    sameAddress > 0 && {
      text: t("admin.overview.sameAddress", { count: sameAddress }),
      href: "/admin/same-address",
      link: t("admin.overview.look"),
    },
    ...troubledConnections.map(({ id, label, state }) => ({
      text: t(`adminSso.overview.${state === "failing" || state === "untested" ? state : "broken"}`, { label }),
      ...connection(`/admin/sso/${id}`),
    })),
    ...awayConnections.map(({ id, label, failures }) => ({
      text: t("adminSso.overview.away", { label, count: failures }),
      ...connection(`/admin/sso/${id}`),
    })),
  ].filter((task) => task !== false);
}

type Ways = {
  readonly permissions: StaffSession["permissions"];
  readonly mailRoom: { readonly link: string; readonly href?: string };
  readonly setting: (href: string) => { readonly link: string; readonly href?: string };
};

/** What came back, could not be fetched, or waits to be read. */
const cameInTasks = (
  t: Translator,
  { bounced, troubledMailboxes, unread }: Overview,
  { permissions, mailRoom, setting }: Ways,
) => [
  bounced > 0 && {
    text: t("admin.overview.mailsBounced", { count: bounced }),
    ...mailRoom,
    ...(mailRoom.href === undefined ? {} : { href: `${mailRoom.href}?state=bounced` }),
  },
  unread > 0 && {
    text: t("admin.overview.unread", { count: unread }),
    ...(permissions.has("messages.answer")
      ? { href: "/admin/messages?show=unread", link: t("admin.overview.look") }
      : { link: t("admin.overview.askAdminToLook") }),
  },
  ...troubledMailboxes.map(({ id, name }) => ({
    text: t("admin.overview.mailbox", { name }),
    ...setting(`/admin/mail/mailboxes/${id}`),
  })),
];

const guessingTask = (t: Translator, { codeGuesses }: Overview) =>
  codeGuesses !== null && {
    text: t(`admin.overview.codesGuessed.${codeGuesses.isClosed ? "closed" : "open"}`, { count: codeGuesses.misses }),
    href: "/admin/partners",
    link: t("admin.overview.look"),
  };

const settingBehind: Readonly<Record<ClosedReason, string>> = {
  "accounts-off": "/admin/settings/access#access.customerAccounts",
  "switched-off": "/admin/settings/registration#registration.open",
  "no-person-in-charge": "/admin/settings/registration#registration.personInCharge",
  "person-in-charge-inactive": "/admin/settings/registration#registration.personInCharge",
  "not-yet": "/admin/settings/registration#registration.opensAt",
  over: "/admin/settings/registration#registration.closesAt",
  full: "/admin/settings/registration#registration.capacity",
};
