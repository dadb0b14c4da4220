import type { adminRegistrations as english } from "@/messages/en/admin-registrations";
import type { Shape } from "@/messages/shape";

/** La sala de los registros que nadie ha confirmado todavía. */
export const adminRegistrations: Shape<typeof english> = {
  heading: "Registros sin confirmar",
  room: "Registros",
  intro:
    "Personas que se registraron y todavía no han confirmado su correo. No son clientes y no pueden iniciar sesión. A los 30 días se borran.",
  search: { label: "Buscar registros", field: "Correo o código de ayuda", submit: "Buscar", clear: "Mostrar todos" },
  show: "Mostrar",
  filters: { all: "Todos", waiting: "En espera", expired: "Caducados", discarded: "Descartados" },
  states: { waiting: "Espera la confirmación hasta {at}", expired: "Caducó el {at}", discarded: "Descartado" },
  columns: { at: "Inicio", who: "Quién", state: "Estado", story: "Código de ayuda", actions: "Acciones" },
  nameless: "(sin nombre)",
  story: "Ver qué ocurrió",
  storyFor: "Ver qué ocurrió con el registro de {email}",
  resend: "Enviar de nuevo",
  resendFor: "a {email}",
  discard: "Descartar",
  discardFor: "el registro de {email}",
  resent: "Un correo nuevo con enlace y código está en camino. Los anteriores ya no sirven.",
  discarded: "El registro queda descartado. Su enlace y su código ya no sirven.",
  none: "No hay registros así.",
  noneYet: "Nadie espera una confirmación.",
  older: "Anteriores",
  newest: "Más recientes",
};
