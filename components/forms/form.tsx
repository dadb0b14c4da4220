"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { FormStateProvider, fieldId } from "@/components/forms/form-context";
import { type FormAction, type FormState, untouched } from "@/components/forms/form-state";
import { GoodNews } from "@/components/ui/good-news";

/** Sentences that every form needs, in the visitor's language. */
export type FormTexts = {
  readonly errorTitle: string;
  readonly errorPrefix: string;
  /** With {code} where the support code goes. */
  readonly supportCode: string;
  readonly unreachable: string;
  /** For a form that was opened before an update. */
  readonly outOfDate: string;
};

type Props = {
  readonly action: FormAction;
  readonly texts: FormTexts;
  readonly submit: string;
  /** The page's h1; the error summary stands above it. */
  readonly heading?: string;
  readonly intro?: ReactNode;
  /** The primary button's look; "quiet" for second forms of a page. */
  readonly tone?: "primary" | "quiet" | "link";
  readonly children?: ReactNode;
  readonly after?: ReactNode;
  /** Accessible name where the heading is not enough. */
  readonly label?: string;
  /** Prefix of the fields' ids, where a page has several forms with fields of one name. */
  readonly scope?: string;
  /** Fields below each other, or one field and its button in a row. */
  readonly layout?: "stack" | "row";
  /** What the button does it to, for those who do not see where it stands. */
  readonly submitFor?: string;
};

const LAYOUTS = { stack: "grid gap-5", row: "flex flex-wrap items-end gap-x-3 gap-y-2" };
const BUTTONS = { primary: "button w-full sm:w-auto", quiet: "button-quiet", link: "button-link" };

/**
 * A form that works without JavaScript (the action re-renders the page) and, with it, stays on the page: what was typed is never lost,
 * not even when the shop cannot be reached.
 */
export function Form(props: Props) {
  const { action, texts, submit, heading, intro, tone = "primary", children, after, label } = props;
  const { scope, layout = "stack", submitFor } = props;
  const [posted, plainAction, isPosting] = useActionState(action, untouched);
  const [answered, setAnswered] = useState<FormState>();
  const [isSending, setSending] = useState(false);
  // Known at once, where the state is known only with the next drawing: two clicks of one moment are one try.
  const isSent = useRef(false);
  const state = answered ?? posted;
  const isPending = isPosting || isSending;

  async function post(form: HTMLFormElement, data: FormData) {
    try {
      const next = await action(state, data);
      // Nothing comes back when the answer is another page, which may be this one anew.
      if (!next) return setAnswered(untouched);
      setAnswered(next);
      bring(form, next);
    } catch (error) {
      // A redirect also arrives as an error, and Next follows it, perhaps to this very page, where what was wrong before is over. Anything
      // else means that no answer came.
      if (isRedirect(error)) {
        setAnswered(untouched);
        throw error;
      }
      setAnswered(unanswered(error, texts));
    } finally {
      isSent.current = false;
      setSending(false);
    }
  }

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || isSent.current) return;
    isSent.current = true;
    const form = event.currentTarget;
    const data = new FormData(form, event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null);
    setSending(true);
    startTransition(() => post(form, data));
  }

  return (
    <FormStateProvider value={{ state, scope, isRow: layout === "row" }}>
      <ErrorSummary state={state} texts={texts} scope={scope} isRow={layout === "row"} />
      {heading ? <h1 className="mb-3">{heading}</h1> : null}
      {intro}
      <GoodNews text={state.notice} />
      <form action={plainAction} onSubmit={send} noValidate aria-label={label} className={LAYOUTS[layout]}>
        {children}
        <div>
          <button type="submit" className={BUTTONS[tone]} aria-disabled={isPending}>
            {submit}
            {submitFor ? <span className="sr-only"> {submitFor}</span> : null}
          </button>
        </div>
        {after}
      </form>
    </FormStateProvider>
  );
}

type SummaryProps = {
  readonly state: FormState;
  readonly texts: FormTexts;
  readonly scope: string | undefined;
  readonly isRow: boolean;
};

function ErrorSummary({ state, texts, scope, isRow }: SummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.problems.length === 0) return;
    box.current?.focus();
    if (!document.title.startsWith(texts.errorPrefix)) document.title = texts.errorPrefix + document.title;
  }, [state, texts]);
  if (state.problems.length === 0) return null;
  if (isRow) {
    return (
      <div ref={box} tabIndex={-1} role="alert" className="mb-2 text-sm font-medium text-bad" data-summary>
        {state.problems.map(({ field = "", message }) => (
          <p key={`${field} ${message}`} id={`${fieldId(scope, field)}-problem`}>
            {message}
          </p>
        ))}
      </div>
    );
  }
  return (
    <div ref={box} tabIndex={-1} role="alert" className="mb-6 rounded-md border-2 border-bad p-4" data-summary>
      <h2 className="text-bad">{texts.errorTitle}</h2>
      <ul className="mt-2 grid gap-1">
        {state.problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field ? <a href={`#${fieldId(scope, field)}`}>{message}</a> : message}</li>
        ))}
      </ul>
      {state.supportCode ? (
        <p className="mt-2 text-sm text-quiet">{texts.supportCode.replace("{code}", state.supportCode)}</p>
      ) : null}
    </div>
  );
}

function unanswered(error: unknown, { outOfDate, unreachable }: FormTexts): FormState {
  return { problems: [{ message: unstable_isUnrecognizedActionError(error) ? outOfDate : unreachable }], values: {} };
}

function clearPasswords(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("[data-secret]")) input.value = "";
}

/** What an answer does to fields that somebody has typed in, which do not follow their defaults. */
function bring(form: HTMLFormElement, { problems, values, isFilledIn }: FormState): void {
  if (problems.length > 0) clearPasswords(form);
  if (isFilledIn) fillIn(form, values);
}

function fillIn({ elements }: HTMLFormElement, values: FormState["values"]): void {
  for (const [name, value] of Object.entries(values)) {
    const field = elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof RadioNodeList)
      field.value = value;
  }
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_");
}
