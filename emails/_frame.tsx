import type { ReactNode } from "react";
import type { MessageProps } from "./_message";
import { Layout } from "./_parts/layout";
import { Action, Code } from "./_parts/pieces";

/** The layout of a message with the shop's name, colour and usual foot. */
export function Frame({
  of,
  heading,
  intro,
  children,
}: {
  of: MessageProps;
  /** Null where the body brings its own. */
  heading: string | null;
  intro: string;
  children: ReactNode;
}) {
  const { shop, brand, language } = of;
  return (
    <Layout language={language} shop={shop} logo={brand.logo} heading={heading} preview={intro} footer={footerLines(of)}>
      {children}
    </Layout>
  );
}

const FEET = {
  automatic: { answered: "mails.automaticAnswered", unanswered: "mails.automatic" },
  written: { answered: "mails.writtenAnswered", unanswered: "mails.written" },
} as const;

/** What stands below every message, line by line. */
export const footerLines = ({ t, shop, brand }: Pick<MessageProps, "t" | "shop" | "brand">): string[] => [
  t(FEET[brand.isWritten ? "written" : "automatic"][brand.takesAnswers ? "answered" : "unanswered"], { shop: shop.name }),
  ...brand.footer.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()])),
];

/** A button in the shop's colour, with its address below. Nothing without an address. */
export function Leads({ of: { t, shop }, to, label }: { of: MessageProps; to: string | undefined; label: string }) {
  if (!to) return null;
  return <Action url={to} label={label} below={t("mails.linkBelow")} color={shop.color} onColor={shop.onColor} />;
}

/** The code of a message. Nothing if it has none, or none any more. */
export function Digits({ of: { t, secrets } }: { of: MessageProps }) {
  if (!secrets.code) return null;
  return <Code code={secrets.code} intro={t("mails.codeIntro")} note={t("mails.codeNote")} />;
}
