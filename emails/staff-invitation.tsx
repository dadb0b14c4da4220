import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** The link with which a new staff member sets a password. `facts`: `by`, who invites, and `role`. */
export default function StaffInvitation(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.staffInvitation.text", { shop: shop.name, by: facts.by ?? "" });
  return (
    <Frame of={of} heading={t("mails.staffInvitation.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t(`mails.staffInvitation.role.${facts.role === "admin" ? "admin" : "agent"}`)}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.staffInvitation.button")} />
      <Paragraph>{t("mails.staffInvitation.lasts")}</Paragraph>
      <Note>{t("mails.staffInvitation.notYou")}</Note>
    </Frame>
  );
}
