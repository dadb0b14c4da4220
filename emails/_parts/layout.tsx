import type { ReactNode } from "react";
import { Container, Head, Heading, Html, Preview, Section, Text } from "@/emails/kit";
import { DARK_STYLES, styles } from "./styles";

type Props = {
  readonly language: string;
  readonly shopName: string;
  readonly shopColor: string;
  readonly heading: string;
  /** What mail programs show beside the subject. Never a code. */
  readonly preview: string;
  readonly footer: string;
  readonly children: ReactNode;
};

/** What surrounds every message: the shop's name on a band of its colour, one card, a quiet foot. Nothing is loaded from anywhere. */
export function Layout({ language, shopName, shopColor, heading, preview, footer, children }: Props) {
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
          <Text className="ink" style={{ ...styles.shop, borderLeft: `6px solid ${shopColor}` }}>
            {shopName}
          </Text>
          <Section className="card" style={styles.card}>
            <Heading as="h1" className="ink" style={styles.heading}>
              {heading}
            </Heading>
            {children}
          </Section>
          <Text className="quiet" style={styles.footer}>
            {footer}
          </Text>
        </Container>
      </body>
    </Html>
  );
}
