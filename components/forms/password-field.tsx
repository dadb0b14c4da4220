"use client";

import { useEffect, useRef, useState } from "react";
import { useField } from "@/components/forms/form-context";
import { describedBy, Labelled } from "@/components/forms/labelled";

type Props = {
  readonly name: "password" | "newPassword" | "confirmPassword" | "secret";
  readonly label: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly hint?: string;
  readonly texts: { readonly show: string; readonly hide: string; readonly showPassword: string; readonly hidePassword: string };
};

/** A password to type, with a button that shows it. Its value never comes back from the server. */
export function PasswordField({ name, label, autoComplete, hint, texts }: Props) {
  const { id, problem } = useField(name);
  const [isShown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Sent while it is shown, it would be kept by the browser among the things once typed.
    const hide = () => setShown(false);
    const form = input.current?.form;
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);
  return (
    <Labelled id={id} label={label} hint={hint} problem={problem}>
      <div className="flex gap-2">
        <input
          ref={input}
          className="input"
          id={id}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          data-secret
          {...describedBy(id, hint, problem)}
        />
        <button
          type="button"
          className="button-quiet js-only"
          aria-controls={id}
          aria-label={isShown ? texts.hidePassword : texts.showPassword}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? texts.hide : texts.show}
        </button>
      </div>
    </Labelled>
  );
}
