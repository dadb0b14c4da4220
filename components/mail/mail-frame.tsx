"use client";

import { useState } from "react";
import { previewDocument } from "@/components/mail/preview-document";

type Props = {
  readonly title: string;
  readonly html: string;
  readonly nonce: string;
  readonly sandbox: string;
  readonly ground?: "light" | "dark";
};

/** A frame that shows a mail and can do nothing beyond what `sandbox` allows. */
export function MailFrame({ title, html, nonce, sandbox, ground }: Props) {
  const [documentNonce] = useState(() => nonceOfDocument() ?? nonce);
  return (
    <iframe
      title={title}
      srcDoc={previewDocument(html, documentNonce, ground)}
      sandbox={sandbox}
      className="h-[44rem] w-full max-w-3xl rounded-md border border-rule bg-card"
    />
  );
}

/** After a change of page without a load, the policy that holds is still the first page's, and so is its nonce. */
function nonceOfDocument(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLElement>("style[nonce], script[nonce]")?.nonce || undefined;
}
