import type { security as english } from "@/messages/en/security";
import type { Shape } from "@/messages/shape";

/** The captcha, and the account's security page. */
export const security: Shape<typeof english> = {
  captcha: {
    working: "Comprobando que usted no es un robot …",
    done: "Comprobado: usted no es un robot.",
    failed: "No se pudo comprobar que usted no es un robot. Revise su conexión y envíe el formulario otra vez.",
    withoutScript:
      "En este momento el formulario comprueba también que usted no es un robot, y para eso necesita JavaScript. Actívelo o inténtelo dentro de una hora.",
  },
  page: {
    heading: "Acceso y seguridad",
    back: "Mi cuenta",
    namesHeading: "Con qué inicia sesión",
    email: "Correo electrónico",
    number: "Número de cliente",
    notUsed: "no sirve para iniciar sesión",
    passwordHeading: "Cambiar la contraseña",
    passwordText: "Después seguirá con la sesión iniciada aquí, y se cerrará en todas las demás partes.",
    current: "Contraseña actual",
    newPassword: "Contraseña nueva",
    submit: "Guardar",
    changed: "Su contraseña nueva está guardada. Se ha cerrado la sesión en los demás dispositivos.",
    forgot: "¿Olvidó la contraseña actual?",
    ssoOnly: "Usted inicia sesión con el proveedor de acceso de esta tienda. Su contraseña está allí.",
  },
};
