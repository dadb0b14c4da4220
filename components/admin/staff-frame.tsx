import type { ReactNode } from "react";
import { RoomLinks } from "@/components/admin/room-links";
import { LanguageSwitch } from "@/components/ui/language-switch";
import { UnreadMark } from "@/components/ui/unread-mark";
import type { StaffSession } from "@/core/staff/find-staff-session";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly shopName: string;
  readonly staff: StaffSession;
  readonly language: string;
  /** Where the language switch comes back to. */
  readonly here: string;
  /** Whether every room is shut to this person until a second factor is set up. */
  readonly isShut: boolean;
  /** In how many conversations something waits for this person. */
  readonly unread: number;
  readonly children: ReactNode;
};

/** What surrounds every room of the back office: navigation at the left, on narrow screens behind one button at the top. */
export function StaffFrame({ t, shopName, staff, language, here, isShut, unread, children }: Props) {
  const links = isShut ? [] : roomsFor(t, staff, unread);
  const out = <SignOut t={t} name={staff.name} />;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:bg-card focus:p-3">
        {t("common.skip")}
      </a>
      <header className="border-b border-rule bg-card px-4 md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:overflow-y-auto md:border-r md:border-b-0 md:py-5">
        <div className="hidden md:block">
          <ShopName t={t} name={shopName} />
        </div>
        <div className="hidden flex-1 flex-col justify-between md:flex">
          <nav aria-label={t("admin.navLabel")} className="mt-5">
            <RoomLinks links={links} here={here} />
          </nav>
          {out}
        </div>
        <details className="md:hidden">
          <summary className="flex min-h-14 cursor-pointer list-none items-center justify-between gap-4">
            <ShopName t={t} name={shopName} />
            <span className="button-quiet">{t("common.menu")}</span>
          </summary>
          <nav aria-label={t("admin.navLabel")} className="border-t border-rule py-2">
            <RoomLinks links={links} here={here} />
          </nav>
          {out}
        </details>
      </header>
      <div className="flex min-w-0 flex-col px-4 sm:px-6 lg:px-8">
        <main id="main" className="max-w-6xl flex-1 py-6 lg:py-8">
          {children}
        </main>
        <footer className="flex flex-wrap items-center justify-between gap-x-6 border-t border-rule py-2 text-sm">
          <LanguageSwitch t={t} language={language} here={here} />
          <a href="/" className="tall-link">
            {t("admin.toShop")}
          </a>
        </footer>
      </div>
    </div>
  );
}

function ShopName({ t, name }: { t: Translator; name: string }) {
  return (
    <span className="grid min-w-0">
      <span className="truncate font-semibold">{name}</span>
      <span className="text-sm text-quiet">{t("admin.title")}</span>
    </span>
  );
}

function SignOut({ t, name }: { t: Translator; name: string }) {
  return (
    <form action="/admin/sign-out" method="post" className="border-t border-rule py-2 text-sm">
      <p className="mt-2 wrap-anywhere text-quiet">{t("admin.signedInAs", { name })}</p>
      <button type="submit" className="button-link">
        {t("common.signOut")}
      </button>
    </form>
  );
}

/** The rooms this person may enter. Only a convenience: each page asks for itself. */
function roomsFor(t: Translator, { role, permissions }: StaffSession, unread: number) {
  const mark = <UnreadMark t={t} count={unread} />;
  const log = { href: "/admin/audit", below: "/admin/audit", text: t("admin.rooms.audit") };
  const messages = { href: "/admin/messages", below: "/admin/messages", text: t("adminMessages.heading"), mark };
  const mail = { href: "/admin/mail", below: "/admin/mail", text: t("admin.rooms.mail") };
  return [
    { href: "/admin", below: null, text: t("admin.rooms.overview") },
    { href: "/admin/customers", below: "/admin/customers", text: t("adminCustomers.heading") },
    { href: "/admin/companies", below: "/admin/companies", text: t("adminCompanies.heading") },
    { href: "/admin/partners", below: "/admin/partners", text: t("adminPartners.heading") },
    { href: "/admin/approvals", below: "/admin/approvals", text: t("adminApprovals.heading") },
    { href: "/admin/registrations", below: "/admin/registrations", text: t("adminRegistrations.room") },
    ...(permissions.has("messages.answer") ? [messages] : []),
    ...(permissions.has("mail.read") ? [mail] : []),
    ...(role === "admin" ? adminsRooms(t, permissions) : []),
    ...(permissions.has("audit.read") ? [log] : []),
    { href: "/admin/account", below: "/admin/account", text: t("adminStaff.account.heading") },
  ];
}

/** The rooms that only admins enter. */
function adminsRooms(t: Translator, permissions: StaffSession["permissions"]) {
  const settings = { href: "/admin/settings/access", below: "/admin/settings", text: t("admin.rooms.settings") };
  const sso = { href: "/admin/sso", below: "/admin/sso", text: t("adminSso.heading") };
  const people = { href: "/admin/staff", below: "/admin/staff", text: t("admin.rooms.staff") };
  const simulator = { href: "/admin/simulator", below: null, text: t("adminSso.simulator.heading") };
  const bringIn = { href: "/admin/import", below: "/admin/import", text: t("adminImport.heading") };
  return [
    ...(permissions.has("connections.edit") ? [sso] : []),
    ...(permissions.has("settings.edit") ? [settings, simulator] : []),
    ...(permissions.has("import.run") ? [bringIn] : []),
    ...(permissions.has("staff.manage") ? [people] : []),
  ];
}
