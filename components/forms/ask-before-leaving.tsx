"use client";

import { useEffect, useRef } from "react";

type Props = {
  /** What counts as something to lose: long or short texts that were typed, or whatever is chosen otherwise than it was. */
  readonly over?: "texts" | "everything";
};

/** Inside a form: the browser asks before a page is left whose form holds something that was not saved. */
export function AskBeforeLeaving({ over = "texts" }: Props) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => guard(mark.current?.closest("form") ?? null, over), [over]);
  return <span ref={mark} hidden />;
}

function guard(form: HTMLFormElement | null, over: "texts" | "everything"): (() => void) | undefined {
  if (!form) return undefined;
  const before = contentOf(form);
  let isTouched = false;
  let isDiscarding = false;
  const touch = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text")) isTouched = true;
  };
  const discard = ({ target }: Event) => {
    // A link that says that it throws away what was typed: nobody is asked once more.
    isDiscarding = target instanceof Element && target.closest("[data-discards]") !== null;
  };
  const ask = (event: BeforeUnloadEvent) => {
    const isUnsaved = over === "texts" ? isTouched : contentOf(form) !== before;
    if (isUnsaved && !isDiscarding) event.preventDefault();
  };
  form.addEventListener("input", touch);
  form.addEventListener("click", discard);
  window.addEventListener("beforeunload", ask);
  return () => {
    form.removeEventListener("input", touch);
    form.removeEventListener("click", discard);
    window.removeEventListener("beforeunload", ask);
  };
}

/** All that a form would send, as one text: files by their names, and without what the framework puts there for itself. */
const contentOf = (form: HTMLFormElement): string =>
  JSON.stringify(
    [...new FormData(form)]
      .filter(([name]) => !name.startsWith("$"))
      .map(([name, value]) => [name, typeof value === "string" ? value : value.name]),
  );
