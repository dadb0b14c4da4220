"use client";

import { useEffect, useRef } from "react";

/** Inside a form of long texts: the browser asks before a page is left whose form holds something typed that was not saved. */
export function AskBeforeLeaving() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => guard(mark.current?.closest("form") ?? null), []);
  return <span ref={mark} hidden />;
}

function guard(form: HTMLFormElement | null): (() => void) | undefined {
  if (!form) return undefined;
  let isTouched = false;
  const touch = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text")) isTouched = true;
  };
  const ask = (event: BeforeUnloadEvent) => {
    if (isTouched) event.preventDefault();
  };
  form.addEventListener("input", touch);
  window.addEventListener("beforeunload", ask);
  return () => {
    form.removeEventListener("input", touch);
    window.removeEventListener("beforeunload", ask);
  };
}
