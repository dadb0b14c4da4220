import type { ReactNode } from "react";

/** A part of a page that stands beside a form of settings: its title at the left, its matter in a card. */
export function Part({ title, text, id, children }: { title: string; text?: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} className="mt-8 grid gap-4 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-5">
      <div>
        <h2>{title}</h2>
        {text ? <p className="mt-1 text-sm text-quiet">{text}</p> : null}
      </div>
      <div className="card max-w-2xl">{children}</div>
    </section>
  );
}
