import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Tells the owner of an account that staff made it one with another customer's: it signs nobody in any more. `facts`: `number`, the one that
 * ended, and `kept`, where everything is now. Names nothing else of the other customer, who may be somebody else by mistake.
 */
export default function AccountMerged(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const numbers = { number: facts.number ?? "", kept: facts.kept ?? "" };
  const intro = t("mails.accountMerged.text", { shop: shop.name, ...numbers });
  return (
    <Frame of={of} heading={t("mails.accountMerged.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.accountMerged.signIn", numbers)}</Paragraph>
      <Leads of={of} to={`${origin}/sign-in`} label={t("mails.accountMerged.button")} />
      <Note>{t("mails.accountMerged.notYou", numbers)}</Note>
    </Frame>
  );
}
