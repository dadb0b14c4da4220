type Figure = { readonly text: string; readonly value: number; readonly href?: string };
type Props = {
  readonly heading: string;
  readonly note: string;
  readonly language: string;
  readonly figures: readonly Figure[];
};

/** A few numbers with their names, as the language writes them. */
export function Figures({ heading, note, language, figures }: Props) {
  const written = new Intl.NumberFormat(language);
  return (
    <section className="mt-8">
      <h2>{heading}</h2>
      <dl className="mt-3 grid max-w-3xl grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] overflow-hidden rounded-md border border-rule bg-card">
        {figures.map(({ text, value, href }) => (
          <div key={text} className="flex flex-col-reverse justify-end px-4 py-3">
            <dt className="text-sm text-quiet">
              {href === undefined ? (
                text
              ) : (
                <a href={href} className="inline-flex min-h-6 items-center">
                  {text}
                </a>
              )}
            </dt>
            <dd className="text-2xl font-semibold tabular-nums">{written.format(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-sm text-quiet">{note}</p>
    </section>
  );
}
