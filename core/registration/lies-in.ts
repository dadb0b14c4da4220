/** Whether a domain is one of these, or lies below one of them. */
export function liesIn(domain: string, domains: ReadonlySet<string>): boolean {
  for (let rest = domain; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1)) {
    if (domains.has(rest)) return true;
  }
  return false;
}
