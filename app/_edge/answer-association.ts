/** Answers an association file as phones want it: JSON, without a redirect; 404 where there is none. */
export const answerAssociation = (association: object | null): Response =>
  association === null
    ? new Response("", { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } })
    : Response.json(association, { headers: { "Cache-Control": "public, max-age=300" } });
