import type { userTypes as english } from "@/messages/en/user-types";
import type { Shape } from "@/messages/shape";

/** Lo que pueden hacer las personas de una empresa: los permisos en palabras y la sala de los tipos de usuario. */
export const userTypes: Shape<typeof english> = {
  heading: "Tipos de usuario",
  intro:
    "Lo que las personas de una empresa pueden hacer en su nombre. Los administradores de cuenta dan uno a cada compañero; nadie da más de lo que tiene.",
  saved: "Guardado. Se aplica desde el próximo clic de todos los que tienen este tipo.",
  deleted: "El tipo de usuario se ha eliminado.",
  permissions: {
    administrator: "Administrador de cuenta (todo)",
    company: { edit: "cambiar los datos de la empresa" },
    people: { manage: "invitar y gestionar a compañeros" },
    addresses: { edit: "gestionar las direcciones de la empresa" },
    orders: { see: "ver los pedidos de la empresa", place: "pedir para la empresa" },
  },
  short: {
    administrator: "todo",
    company: { edit: "cambiar sus datos" },
    people: { manage: "gestionar personas" },
    addresses: { edit: "gestionar direcciones" },
    orders: { see: "ver pedidos", place: "hacer pedidos" },
    nothing: "nada todavía",
  },
  option: "{type}: {may}",
  list: {
    title: "Tipos",
    add: "Añadir un tipo de usuario",
    columns: { name: "Nombre", may: "Puede", people: "Personas", standard: "Se da a" },
    customers: "Primera persona de una empresa nueva",
    partners: "Quien se une a un socio",
  },
  defaults: {
    title: "Lo que reciben las personas nuevas",
    text: "Las personas nuevas tienen estos tipos hasta que alguien les dé otro.",
    customers: "Primera persona de una empresa nueva",
    customersHint: "Debe ser administrador de cuenta.",
    partners: "Quien se une a un socio",
    partnersHint: "Salvo que el código de socio diga otra cosa.",
    submit: "Guardar predeterminados",
    choose: "Elija",
    saved: "Los predeterminados se han guardado.",
  },
  edit: {
    title: "Tipo de usuario: {name}",
    add: "Añadir un tipo de usuario",
    name: "Nombre",
    legend: "Las personas de este tipo pueden",
    submit: "Guardar",
    removeTitle: "Eliminar este tipo de usuario",
    removeText: "Es posible mientras nadie lo tenga y ninguna invitación ni código de socio lo haya nombrado nunca.",
    remove: "Eliminar tipo de usuario",
  },
};
