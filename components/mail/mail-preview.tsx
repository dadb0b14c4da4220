import { MailFrame } from "@/components/mail/mail-frame";

const LINKS_ONLY = "allow-popups allow-popups-to-escape-sandbox";

type Props = {
  readonly title: string;
  readonly html: string;
  readonly text: string;
  readonly textLabel: string;
  /** Of the page around it. */
  readonly nonce: string;
  /** Whether its links may be opened, in a tab of their own. */
  readonly hasLinks?: boolean;
};

/** A mail as its reader sees it, in a frame that can do nothing, and its text part. */
export function MailPreview({ title, html, text, textLabel, nonce, hasLinks = false }: Props) {
  return (
    <>
      <MailFrame title={title} html={html} nonce={nonce} sandbox={hasLinks ? LINKS_ONLY : ""} />
      <details className="mt-3 max-w-3xl">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-link underline">{textLabel}</summary>
        <pre className="rounded-md border border-rule bg-card p-4 text-sm whitespace-pre-wrap wrap-anywhere">{text}</pre>
      </details>
    </>
  );
}
