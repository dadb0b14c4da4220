import { z } from "zod";
import { harmless } from "@/core/mail/harmless";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";
import { styles } from "./_parts/styles";
import { Column, Row, Section } from "./kit";

/** So much of a company's name is printed, and of where the goods go. */
export const LONGEST_COMPANY = 120;
export const LONGEST_ADDRESS = 200;

const amount = z.union([z.string(), z.number()]).transform(String);
const orderLines = z.array(z.object({ name: z.string(), quantity: z.number(), price: amount }));

/**
 * To whoever ordered, perhaps to an address that nobody has proven. `facts`: number, total, lines (JSON of name, quantity, price),
 * address, company; amounts are ready to print. `secrets.link` is the signed link to the order.
 */
export default function OrderConfirmation(of: MessageProps) {
  const { t, facts, secrets } = of;
  const number = facts.number ?? "";
  const intro = t("mails.orderConfirmation.text", { number });
  const lines = orderLines.parse(JSON.parse(facts.lines ?? "[]"));
  return (
    <Frame of={of} heading={t("mails.orderConfirmation.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.orderConfirmation.lines")}</Paragraph>
      <Section style={{ margin: "0 0 16px" }}>
        {lines.map(({ name, quantity, price }, at) => (
          <Line
            key={`${at} ${name}`}
            left={t("mails.orderConfirmation.quantity", { quantity, name: harmless(name) })}
            right={price}
          />
        ))}
        <Line left={t("mails.orderConfirmation.total")} right={facts.total ?? ""} />
      </Section>
      {facts.company ? (
        <Paragraph>
          {t("mails.orderConfirmation.company")}: {harmless(facts.company, LONGEST_COMPANY)}
        </Paragraph>
      ) : null}
      {facts.address ? (
        <Paragraph>
          {t("mails.orderConfirmation.address")}: {harmless(facts.address, LONGEST_ADDRESS)}
        </Paragraph>
      ) : null}
      <Leads of={of} to={secrets.link} label={t("mails.orderConfirmation.button")} />
      <Note>{t("mails.orderConfirmation.keep")}</Note>
    </Frame>
  );
}

/** What was ordered, a line each, for a mail that was written anew. */
export function orderLinesOf({ t, facts }: Pick<MessageProps, "t" | "facts">): string[] {
  return orderLines
    .parse(JSON.parse(facts.lines ?? "[]"))
    .map(({ name, quantity, price }) => `${t("mails.orderConfirmation.quantity", { quantity, name: harmless(name) })}: ${price}`);
}

function Line({ left, right }: { left: string; right: string }) {
  return (
    <Row className="line" style={styles.row}>
      <Column className="ink" style={styles.cell}>
        {left}
      </Column>
      <Column className="ink" style={styles.amount}>
        {right}
      </Column>
    </Row>
  );
}
