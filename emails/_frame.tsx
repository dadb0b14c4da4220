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
  heading: string;
  intro: string;
  children: ReactNode;
}) {
  const { t, shop, language } = of;
  const footer = t("mails.automatic", { shop: shop.name });
  return (
    <Layout language={language} shopName={shop.name} shopColor={shop.color} heading={heading} preview={intro} footer={footer}>
      {children}
    </Layout>
  );
}

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
