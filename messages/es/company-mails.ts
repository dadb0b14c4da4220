import type { companyMails as english } from "@/messages/en/company-mails";
import type { Shape } from "@/messages/shape";

/** Los correos sobre empresas y sus personas. */
export const companyMails: Shape<typeof english> = {
  companyInvitation: {
    subject: "Invitación para unirse a {company} en {shop}",
    heading: "Le invitan a unirse a una empresa",
    text: "{by} le invita a unirse a {company} en la tienda {shop}.",
    may: "Su tipo de usuario allí será «{type}». En nombre de la empresa podrá: {may}.",
    how: "Si aún no tiene cuenta con esta dirección, el enlace le permite crearla. Si ya la tiene, inicie sesión antes en ella.",
    button: "Abrir la invitación",
    lasts: "El enlace vale una vez, durante 7 días. Abrirlo todavía no cambia nada.",
    notYou: "Si no sabe quién le invita, ignore este correo. No ocurrirá nada.",
  },
  companyNotice: {
    heading: "Su empresa",
    account: "Su propia cuenta y sus propios pedidos siguen como estaban.",
    button: "Ir a mi cuenta",
    toCompany: "Ir a mi empresa",
    typeChanged: {
      subject: "{company}: ha cambiado lo que puede hacer",
      text: "Alguien de {company} le ha dado el tipo de usuario «{type}» en la tienda {shop}.",
    },
    handedOver: {
      subject: "{company}: ahora usted administra la cuenta",
      text: "Le han traspasado la administración de {company} en la tienda {shop}. Su tipo de usuario es ahora «{type}».",
    },
    deactivated: {
      subject: "{company}: se ha desactivado su acceso",
      text: "Alguien de {company} le ha desactivado en la tienda {shop}. No podrá actuar en nombre de la empresa hasta que le readmitan.",
    },
    reactivated: {
      subject: "{company}: vuelve a tener acceso",
      text: "Puede volver a actuar en nombre de {company} en la tienda {shop}.",
    },
    removed: {
      subject: "{company}: ya no forma parte de la empresa",
      text: "Alguien de {company} le ha retirado de la empresa en la tienda {shop}.",
    },
    letIn: {
      subject: "{company}: se ha aceptado su solicitud",
      text: "Se ha aceptado su solicitud: ya forma parte de {company} en la tienda {shop}. Su tipo de usuario es «{type}».",
    },
    notLetIn: {
      subject: "{company}: se ha rechazado su solicitud",
      text: "Un administrador de {company} ha rechazado su solicitud de ingreso en la tienda {shop}.",
    },
    joined: {
      subject: "{company}: {name} se ha incorporado",
      text: "{name} ha aceptado su invitación y ya forma parte de {company} en la tienda {shop}.",
    },
    left: {
      subject: "{company}: {name} ha dejado la empresa",
      text: "{name} ha dejado {company} en la tienda {shop} y ya no puede hacer nada en su nombre.",
    },
    addedByStaff: {
      subject: "{company}: ya forma parte de la empresa",
      text: "La tienda {shop} le ha incorporado a {company}. Su tipo de usuario es «{type}».",
    },
    typeChangedByStaff: {
      subject: "{company}: ha cambiado lo que puede hacer",
      text: "La tienda {shop} le ha dado el tipo de usuario «{type}» en {company}.",
    },
    removedByStaff: {
      subject: "{company}: ya no forma parte de la empresa",
      text: "La tienda {shop} le ha retirado de {company}.",
    },
    companyDeactivated: {
      subject: "Se ha desactivado {company}",
      text: "La tienda {shop} ha desactivado {company}. Nadie podrá hacer nada en su nombre hasta que la tienda la reactive. Si no sabe por qué, pregunte a la tienda.",
    },
    companyReactivated: {
      subject: "{company} vuelve a estar activa",
      text: "La tienda {shop} ha reactivado {company}. Usted y las demás personas de la empresa pueden volver a actuar en su nombre.",
    },
    companyMerged: {
      subject: "{name} forma parte ahora de {company}",
      text: "La tienda {shop} ha unido {name} a {company}. Usted, las demás personas, los pedidos, las direcciones y las invitaciones abiertas pertenecen ahora a {company}. Lo que cada persona puede hacer sigue igual.",
    },
    companyGrew: {
      subject: "{company}: han llegado las personas de {name}",
      text: "La tienda {shop} ha unido {name} a {company}. Sus personas, pedidos, direcciones e invitaciones abiertas pertenecen ahora a {company}. Revise las personas en la página de su empresa: cada una puede hacer lo mismo que antes.",
    },
    asked: {
      subject: "{company}: alguien solicita el ingreso",
      text: "{name} tiene una dirección de {company} y solicita el ingreso en la tienda {shop}. Decida en la página de su empresa, donde figuran todas las solicitudes. Recibirá este correo como mucho una vez al día.",
    },
  },
};
