type GroupLink = { readonly href: string; readonly text: string; readonly isHere: boolean };

/** Links between the groups of settings. */
export function GroupLinks({ label, links }: { label: string; links: readonly GroupLink[] }) {
  return (
    <nav aria-label={label} className="mb-6 border-b border-rule">
      <ul className="flex flex-wrap gap-x-5">
        {links.map(({ href, text, isHere }) => (
          <li key={href}>
            <a href={href} className="tab-link" aria-current={isHere ? "page" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
