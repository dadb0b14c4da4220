import type { account as english } from "@/messages/en/account";
import type { Shape } from "@/messages/shape";

/** A customer's own pages. */
export const account: Shape<typeof english> = {
  overview: {
    heading: "Hola, {name}",
    headingNameless: "Hola",
    number: "Número de cliente",
    email: "Correo electrónico",
    newest: "Últimos pedidos",
    allOrders: "Todos los pedidos",
    noOrders: "Todavía no ha hecho ningún pedido.",
    toShop: "Ir a la tienda",
    claimTitle: "¿Falta algún pedido?",
    claimText: "Un pedido hecho con otra dirección de correo se puede añadir con su número y código postal.",
    claim: "Añadir un pedido",
    profileTitle: "Perfil",
    profileText: "Su nombre, teléfono, correo e idioma.",
    profile: "Ver y cambiar",
    dataTitle: "Sus datos",
    dataText: "Descargue todo lo que la tienda sabe de usted o borre su cuenta.",
    data: "Descargar o borrar",
    securityTitle: "Acceso y seguridad",
    securityText: "Cambie la contraseña y vea con qué y dónde tiene la sesión iniciada.",
    security: "Contraseña y acceso",
  },
  orders: {
    heading: "Pedidos",
    empty: "Todavía no ha hecho ningún pedido. Lo que pida aparecerá aquí.",
    toShop: "Ir a la tienda",
    order: "Pedido {number}",
    items: "{count, plural, one {# artículo} other {# artículos}}",
    guest: "Hecho como invitado",
    reasonAddress: "Añadido porque se hizo con su dirección de correo",
    reasonClaim: "Añadido por usted con su número y código postal",
    reasonAgent: "Añadido por la tienda",
    claimed: "Se ha añadido el pedido {number}.",
    missing: "¿Falta algún pedido?",
    claim: "Añadir un pedido",
  },
  claim: {
    heading: "Añadir un pedido",
    intro:
      "Un pedido que hizo como invitado con otra dirección de correo se puede añadir a su cuenta. El número está en el correo de confirmación.",
    orderNumber: "Número de pedido",
    postcode: "Código postal",
    postcodeHint: "El de la dirección de entrega.",
    submit: "Añadir pedido",
    back: "Pedidos",
  },
};
