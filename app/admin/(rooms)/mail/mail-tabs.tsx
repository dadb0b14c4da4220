import { TabLinks } from "@/components/ui/tab-links";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";

const rooms = [
  { name: "mails", href: "/admin/mail", needs: "mail.read" },
  { name: "incoming", href: "/admin/mail/incoming", needs: "mail.read" },
  { name: "suppressed", href: "/admin/mail/suppressed", needs: "mail.read" },
  { name: "templates", href: "/admin/mail/templates", needs: "settings.edit" },
  { name: "sending", href: "/admin/mail/sending", needs: "settings.edit" },
  { name: "mailboxes", href: "/admin/mail/mailboxes", needs: "settings.edit" },
] as const satisfies readonly { name: string; href: string; needs: Permission }[];

type Props = {
  readonly t: Translator;
  readonly here: (typeof rooms)[number]["name"];
  readonly permissions: ReadonlySet<Permission>;
};

/** The links between the rooms around the mail, as far as somebody may enter them. */
export function MailTabs({ t, here, permissions }: Props) {
  const links = rooms.filter(({ needs }) => permissions.has(needs));
  return (
    <TabLinks
      label={t("adminSending.tabs.label")}
      links={links.map(({ name, href }) => ({ href, text: t(`adminSending.tabs.${name}`), isHere: name === here }))}
    />
  );
}
