/** Something that needs somebody, and where to do it (or in words who can). */
type Task = { readonly text: string; readonly link: string; readonly href?: string };

/** What needs attention, or the good news that nothing does. */
export function Tasks({ heading, none, tasks }: { heading: string; none: string; tasks: readonly Task[] }) {
  return (
    <section className="mt-6">
      <h2>{heading}</h2>
      {tasks.length === 0 ? <p className="mt-2 text-quiet">{none}</p> : null}
      <ul className="mt-3 grid max-w-3xl gap-2">
        {tasks.map(({ text, link, href }) => (
          <li
            key={text}
            className="flex flex-wrap items-center justify-between gap-x-6 rounded-md border border-l-4 border-rule border-l-bad bg-card px-4 py-1"
          >
            <span className="min-w-0 flex-1 basis-64 py-2">{text}</span>
            {href === undefined ? (
              <span className="py-2 text-sm text-quiet">{link}</span>
            ) : (
              <a href={href} className="tall-link">
                {link}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
