import type { fields as english } from "@/messages/en/fields";
import type { Shape } from "@/messages/shape";

/** What to enter where nothing was entered, by the field's name. */
export const fields: Shape<typeof english> = {
  required: {
    identifier: "Escriba su correo electrónico o número de cliente.",
    password: "Escriba su contraseña.",
    newPassword: "Escriba una contraseña nueva.",
    email: "Escriba su correo electrónico.",
    firstName: "Escriba su nombre.",
    lastName: "Escriba sus apellidos.",
    typedNumber: "Escriba el número de cliente.",
    code: "Escriba el código del correo.",
    companyName: "Escriba el nombre de la empresa.",
    partnerCode: "Escriba el código de socio.",
    registerAs: "Elija para quién es la cuenta.",
    street: "Escriba la calle y el número.",
    postcode: "Escriba el código postal.",
    city: "Escriba la población.",
    orderNumber: "Escriba el número del pedido.",
    acceptTerms: "Acepte las condiciones, por favor.",
    acceptPrivacy: "Acepte la política de privacidad, por favor.",
  },
};
