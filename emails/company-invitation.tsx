import { harmless } from "@/core/mail/harmless";
import { mayInWords } from "@/core/user-types/may-in-words";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * The link with which somebody joins a company. `facts`: `company`, and `by`, who invites, which were typed by strangers; the user `type`, and
 * in `may` the names of its permissions, with spaces between.
 */
export default function CompanyInvitation(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const [company, by] = [harmless(facts.company ?? ""), harmless(facts.by ?? "")];
  const intro = t("mails.companyInvitation.text", { shop: shop.name, by, company });
  return (
    <Frame of={of} heading={t("mails.companyInvitation.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.type ? (
        <Paragraph>{t("mails.companyInvitation.may", { type: harmless(facts.type), may: invitedToOf(of) })}</Paragraph>
      ) : null}
      <Paragraph>{t("mails.companyInvitation.how")}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.companyInvitation.button")} />
      <Paragraph>{t("mails.companyInvitation.lasts")}</Paragraph>
      <Note>{t("mails.companyInvitation.notYou")}</Note>
    </Frame>
  );
}

/** What whoever accepts may do in the company, in few words. */
export const invitedToOf = ({ t, facts }: Pick<MessageProps, "t" | "facts">): string =>
  mayInWords(t, (facts.may ?? "").split(" "));
