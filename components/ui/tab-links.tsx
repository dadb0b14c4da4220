type TabLink = { readonly href: string; readonly text: string; readonly isHere: boolean };

/** Links between the parts of a room, one beside the other; `label` names them to who does not see that. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
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
