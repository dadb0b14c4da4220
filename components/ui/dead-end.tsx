import type { ReactNode } from "react";

type Props = {
  readonly heading: string;
  /** What is so, a paragraph each. */
  readonly texts: readonly string[];
  /** Where to go from here, the usual way first. */
  readonly ways?: readonly { readonly href: string; readonly text: string }[];
  /** What stands below the ways. */
  readonly children?: ReactNode;
};

/** A page on which nothing can be done: it says what is so, and shows the ways on. */
export function DeadEnd({ heading, texts, ways = [], children }: Props) {
  return (
    <div className="max-w-md wrap-anywhere">
      <h1>{heading}</h1>
      {texts.map((text) => (
        <p key={text} className="my-4">
          {text}
        </p>
      ))}
      {ways.length > 0 ? (
        <p className="flex flex-wrap gap-3">
          {ways.map(({ href, text }, index) => (
            <a key={text} href={href} className={index === 0 ? "button" : "button-quiet"}>
              {text}
            </a>
          ))}
        </p>
      ) : null}
      {children}
    </div>
  );
}
