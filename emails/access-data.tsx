import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * What one signs in with: the name, where, and a link to set a password (P-R5). `facts.firstPassword` is `generated` where the shop sends
 * a first password instead, which is then the secret of that name: it counts once, for a day, and only to choose another one.
 */
export default function AccessData(of: MessageProps) {
  const { t, shop, origin, to, facts, secrets } = of;
  const intro = t("mails.accessData.text", { shop: shop.name });
  const isGenerated = facts.firstPassword === "generated";
  return (
    <Frame of={of} heading={t("mails.accessData.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.accessData.name", { email: to.email })}</Paragraph>
      <Paragraph>{t("mails.accessData.address", { url: `${origin}/sign-in` })}</Paragraph>
      {isGenerated ? (
        <>
          <Paragraph>{t("mails.accessData.firstPassword", { password: secrets.firstPassword ?? "" })}</Paragraph>
          <Note>{t("mails.accessData.once")}</Note>
          <Leads of={of} to={`${origin}/sign-in`} label={t("mails.accessData.signIn")} />
        </>
      ) : (
        <>
          <Leads of={of} to={secrets.link} label={t("mails.accessData.button")} />
          <Digits of={of} />
        </>
      )}
      <Note>{t("mails.accessData.notYou")}</Note>
    </Frame>
  );
}
