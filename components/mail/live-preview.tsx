"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useShownMail } from "@/components/forms/form-context";
import type { FormProblem, ShownMail } from "@/components/forms/form-state";
import { MailFrame } from "@/components/mail/mail-frame";

type Words = Readonly<
  Record<
    | "heading"
    | "frame"
    | "frameDark"
    | "ground"
    | "light"
    | "dark"
    | "width"
    | "wide"
    | "narrow"
    | "textPart"
    | "nothing"
    | "live",
    string
  >
>;

type Props = {
  /** Where what is typed is drawn. */
  readonly path: string;
  /** What was saved, before anything is typed. */
  readonly initial: ShownMail | null;
  readonly nonce: string;
  readonly words: Words;
};

type Live = { readonly problems: readonly FormProblem[]; readonly shown?: ShownMail };

const PAUSE_MS = 500;

/**
 * A mail as it would arrive, beside the form that it is written in. With JavaScript it follows the typing; without, it shows what the
 * button *Preview* brought back. Day and night, wide and narrow need no script either.
 */
export function LivePreview({ path, initial, nonce, words }: Props) {
  const { shown: posted, isRefused } = useShownMail();
  const [live, setLive] = useState<Live>();
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  // What was sent with a button is newer than what was drawn before.
  useEffect(() => setLive(undefined), [posted]);
  useEffect(() => follow(box.current?.closest("form") ?? null, path, setLive), [path]);
  // What was saved is not what was refused.
  const shown = live?.shown ?? posted ?? (isRefused ? null : initial);
  const problems = live?.problems ?? [];
  return (
    <section ref={box} aria-label={words.heading} className="group/preview min-w-0">
      <h2>{words.heading}</h2>
      <p className="mt-1 mb-3 hidden text-sm text-quiet [@media(scripting:enabled)]:block">{words.live}</p>
      <div className="mb-3 flex flex-wrap gap-x-8 gap-y-1">
        <Choice
          name={`${name}-ground`}
          label={words.ground}
          options={[
            ["light", words.light],
            ["dark", words.dark],
          ]}
        />
        <Choice
          name={`${name}-width`}
          label={words.width}
          options={[
            ["wide", words.wide],
            ["narrow", words.narrow],
          ]}
        />
      </div>
      <div aria-live="polite">
        {problems.map(({ field = "", message }) => (
          <p key={`${field} ${message}`} className="mb-2 font-medium text-bad">
            {message}
          </p>
        ))}
      </div>
      {shown ? <Drawn shown={shown} nonce={nonce} words={words} /> : <p>{words.nothing}</p>}
    </section>
  );
}

function Drawn({ shown, nonce, words }: { shown: ShownMail; nonce: string; words: Words }) {
  return (
    <>
      <p className="mb-3 font-medium wrap-anywhere">{shown.subject}</p>
      <div className="group-has-[[value=narrow]:checked]/preview:max-w-[322px]">
        <div className="group-has-[[value=dark]:checked]/preview:hidden">
          <MailFrame title={words.frame} html={shown.html} nonce={nonce} sandbox="" ground="light" />
        </div>
        <div className="hidden group-has-[[value=dark]:checked]/preview:block">
          <MailFrame title={words.frameDark} html={shown.html} nonce={nonce} sandbox="" ground="dark" />
        </div>
      </div>
      <details className="mt-3">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-link underline">{words.textPart}</summary>
        <pre className="rounded-md border border-rule bg-card p-4 text-sm whitespace-pre-wrap wrap-anywhere">{shown.text}</pre>
      </details>
    </>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
};

function Choice({ name, label, options }: ChoiceProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4">
      <legend className="float-left mr-3 text-sm text-quiet">{label}</legend>
      {options.map(([value, text], at) => (
        <label key={value} className="inline-flex min-h-11 cursor-pointer items-center gap-2">
          <input type="radio" name={name} value={value} defaultChecked={at === 0} className="size-5 accent-(--link)" />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** Draws what stands in a form a moment after the last key, until it is told to stop. Of two answers the later question's counts. */
function follow(form: HTMLFormElement | null, path: string, show: (live: Live) => void): (() => void) | undefined {
  if (!form) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(path, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // Away, or overtaken by a later question: what is shown stays.
    }
  };
  const wait = (event: Event) => {
    const isText =
      event.target instanceof HTMLTextAreaElement || (event.target instanceof HTMLInputElement && event.target.type === "text");
    if (!isText) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  form.addEventListener("input", wait);
  return () => {
    form.removeEventListener("input", wait);
    clearTimeout(timer);
    asking?.abort();
  };
}
