import type { ReactNode } from "react";
import { Container, Head, Heading, Html, Img, Preview, Section, Text } from "@/emails/kit";
import { DARK_STYLES, styles } from "./styles";

type Props = {
  readonly language: string;
  readonly shop: { readonly name: string; readonly color: string };
  /** The name of a picture in the mail itself, or null. */
  readonly logo: string | null;
  /** Null where the children bring their own. */
  readonly heading: string | null;
  /** What mail programs show beside the subject. Never a code. */
  readonly preview: string;
  /** Line by line. */
  readonly footer: readonly string[];
  readonly children: ReactNode;
};

/**
 * What surrounds every message: the shop's logo, its name on a band of its colour, one card, a quiet foot. Nothing is loaded from
 * anywhere: the logo is part of the mail.
 */
export function Layout({ language, shop, logo, heading, preview, footer, children }: Props) {
  return (
    <Html lang={language}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{DARK_STYLES}</style>
      </Head>
      <body className="paper" style={styles.paper}>
        <Preview data-skip-in-text="true">{preview}</Preview>
        <Container style={styles.column}>
          {logo === null ? null : <Img src={`cid:${logo}`} alt="" data-skip-in-text="true" height="48" style={styles.logo} />}
          <Text className="ink" style={{ ...styles.shop, borderLeft: `6px solid ${shop.color}` }}>
            {shop.name}
          </Text>
          <Section className="card" style={styles.card}>
            {heading === null ? null : (
              <Heading as="h1" className="ink" style={styles.heading}>
                {heading}
              </Heading>
            )}
            {children}
          </Section>
          {footer.map((line, at) => (
            <Text key={`${at} ${line}`} className="quiet" style={styles.footer}>
              {line}
            </Text>
          ))}
        </Container>
      </body>
    </Html>
  );
}
