"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useField } from "@/components/forms/form-context";
import { isAnswerFresh, solveCaptcha } from "@/components/forms/solve-captcha";
import type { CaptchaDoor } from "@/core/security/captcha/captcha";

/** The sentences of a captcha field, in the visitor's language. */
export type CaptchaTexts = {
  readonly working: string;
  readonly done: string;
  readonly failed: string;
  readonly withoutScript: string;
};

type Props = {
  readonly door: CaptchaDoor;
  /** Whether the page knew, when it was made, that this visitor will be asked. */
  readonly isAsked: boolean;
  readonly texts: CaptchaTexts;
};

type Progress = "waiting" | "working" | "done" | "failed";

/**
 * Proves in the background that a person fills in this form. It starts when somebody touches the form, lets the rest of the page work
 * meanwhile, and holds a form that is sent too early back until the answer is there. Every try gets an answer of its own.
 */
export function CaptchaField({ door, isAsked, texts }: Props) {
  const { problem } = useField("captcha");
  const isNeeded = isAsked || problem !== undefined;
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const progress = useCaptcha(door, isNeeded, { input, box });
  if (!isNeeded) return null;
  const said = { waiting: "", working: texts.working, done: texts.done, failed: texts.failed }[progress];
  return (
    <div id="captcha">
      {/* Emptied like a password once the form was refused: an answer counts once. */}
      <input ref={input} type="hidden" name="captcha" defaultValue="" data-secret />
      {/* Where a provider shows its own; empty otherwise. */}
      <div ref={box} />
      {problem && progress !== "done" ? <p className="text-sm font-medium text-bad">{problem}</p> : null}
      <p role="status" className={`min-h-[1lh] text-sm ${progress === "failed" ? "text-bad" : "text-quiet"}`}>
        {said}
      </p>
      <noscript>
        <p className="text-sm">{texts.withoutScript}</p>
      </noscript>
    </div>
  );
}

type Parts = {
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly box: React.RefObject<HTMLDivElement | null>;
};

function useCaptcha(door: string, isNeeded: boolean, { input, box }: Parts): Progress {
  const [progress, setProgress] = useState<Progress>("waiting");
  const running = useRef<Promise<boolean>>(undefined);

  const solve = useCallback((): Promise<boolean> => {
    const work = async () => {
      setProgress("working");
      const answer = await solveCaptcha(door, box.current).catch(() => null);
      if (input.current && answer) input.current.value = answer;
      setProgress(answer ? "done" : "failed");
      return answer !== null;
    };
    running.current ??= work().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [door, input, box]);

  useEffect(() => {
    const form = input.current?.form;
    if (!isNeeded || !form) return;
    const begin = ({ target }: Pick<Event, "target">) => {
      // What appears while a button is being pressed would push it away from under the finger; the press begins the work by itself.
      if (target instanceof HTMLButtonElement) return;
      if (!isAnswerFresh(input.current?.value ?? "")) void solve();
    };
    const holdBack = (event: SubmitEvent) => {
      if (isAnswerFresh(input.current?.value ?? "")) return;
      event.preventDefault();
      event.stopPropagation();
      const { submitter } = event;
      void solve().then((isSolved) => {
        if (isSolved) form.requestSubmit(submitter);
      });
    };
    form.addEventListener("focusin", begin);
    form.addEventListener("submit", holdBack, true);
    if (form.contains(document.activeElement)) begin({ target: document.activeElement });
    return () => {
      form.removeEventListener("focusin", begin);
      form.removeEventListener("submit", holdBack, true);
    };
  }, [isNeeded, solve, input]);

  return progress;
}
