import type { ReactNode } from "react";
import { Button, Link, Section, Text } from "@/emails/kit";
import { styles } from "./styles";

/** A paragraph. */
export const Paragraph = ({ children }: { children: ReactNode }) => (
  <Text className="ink" style={styles.text}>
    {children}
  </Text>
);

/** A paragraph that matters less. */
export const Note = ({ children }: { children: ReactNode }) => (
  <Text className="quiet" style={styles.quiet}>
    {children}
  </Text>
);

type ActionProps = {
  readonly url: string;
  readonly label: string;
  /** Stands between the button and the address itself. */
  readonly below: string;
  readonly color: string;
  readonly onColor: string;
};

/** A button, and below it the address it leads to, for programs without buttons and people who look before they press. */
export function Action({ url, label, below, color, onColor }: ActionProps) {
  return (
    <>
      <Section style={{ margin: "8px 0 16px" }}>
        <Button href={url} data-skip-in-text="true" style={{ ...styles.button, backgroundColor: color, color: onColor }}>
          {label}
        </Button>
      </Section>
      <Text className="quiet" style={styles.quiet}>
        {below}
        <br />
        <Link href={url} className="address" style={styles.address}>
          {url}
        </Link>
      </Text>
    </>
  );
}

/** A code in digits that can be read from the other side of the table. */
export function Code({ code, intro, note }: { code: string; intro: string; note: string }) {
  return (
    <>
      <Paragraph>{intro}</Paragraph>
      <Text className="code" style={styles.code}>
        {code}
      </Text>
      <Note>{note}</Note>
    </>
  );
}
