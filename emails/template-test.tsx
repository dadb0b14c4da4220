import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** What an admin gets who tried out a template of which nothing could be made by the time it was sent. Else its place is the template's. */
export default function TemplateTest(of: MessageProps) {
  const { t, shop } = of;
  const intro = t("mails.templateTest.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.templateTest.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.templateTest.note")}</Note>
    </Frame>
  );
}
