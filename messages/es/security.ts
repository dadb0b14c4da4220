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
    neverWithoutScript:
      "Este formulario comprueba que usted no es un robot, y para eso necesita JavaScript. Actívelo y vuelva a cargar esta página, o pregunte a la tienda.",
  },
  page: {
    heading: "Acceso y seguridad",
    namesHeading: "Con qué inicia sesión",
    knownAsHeading: "Cómo le conoce esta tienda",
    email: "Correo electrónico",
    number: "Número de cliente",
    notUsed: "no sirve para iniciar sesión",
    passwordHeading: "Cambiar la contraseña",
    noPasswordHeading: "Contraseña",
    passwordText: "Después seguirá con la sesión iniciada aquí, y se cerrará en todas las demás partes.",
    current: "Contraseña actual",
    newPassword: "Contraseña nueva",
    submit: "Guardar",
    changed: "Su contraseña nueva está guardada. Se ha cerrado la sesión en los demás dispositivos.",
    forgot: "¿Olvidó la contraseña actual?",
    waysHeading: "Proveedores de acceso",
    waysText: "Con ellos puede acceder a su cuenta.",
    noWays: "Su cuenta no está vinculada a ningún proveedor de acceso.",
    since: "Vinculado el {date}",
    lastUsed: "usado por última vez el {date}",
    off: "Esta tienda no lo ofrece en este momento.",
    lastWay: "Es su única forma de acceder, así que no se puede desvincular.",
    connect: "Vincular",
    disconnect: "Desvincular",
    connectHeading: "Vincular «{button}»",
    connectText: "Irá al proveedor, iniciará sesión allí y volverá. Desde entonces también abrirá esta cuenta.",
    disconnectHeading: "Desvincular «{button}»",
    disconnectText: "Ya no abrirá esta cuenta y se cerrarán las sesiones que se hayan iniciado con él en otros lugares.",
    cancel: "Cancelar",
    connected: "Vinculado. Desde ahora puede acceder con él.",
    disconnected: "Desvinculado. Ya no abre su cuenta.",
    choose: "Todavía no ha elegido una contraseña. Sin ella podrá volver a entrar con «¿Olvidó la contraseña?».",
    chooseOrCode:
      "No ha elegido una contraseña. Puede elegir una o seguir iniciando sesión con un código que le enviamos por correo.",
    chooseSubmit: "Guardar contraseña",
    chooseLater:
      "Ha pasado un rato desde que inició sesión. Ciérrela y vuelva a entrar para elegir una, o pida un enlace por correo.",
    chooseByMail: "Pedir un enlace por correo",
    ssoOnly: "Usted inicia sesión con el proveedor de acceso de esta tienda. Su contraseña está allí.",
  },
};
