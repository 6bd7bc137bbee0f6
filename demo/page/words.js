// The page's own Danish words for what went wrong. The codes come from the server.

const TROUBLE = {
  bot_unreachable: "Brobygger svarer ikke lige nu.",
  bot_too_slow: "Brobygger var for længe om at svare.",
  bot_refused: "Brobygger kunne ikke tage imod. Der skete en fejl.",
  not_there: "Samtalen findes ikke længere. Genindlæs siden.",
  offline: "Siden har ikke forbindelse til demoen.",
};

export const troubleWith = (code) => TROUBLE[code] ?? "Noget gik galt.";
export const KEPT = "Det, du har skrevet, er her stadig.";
export const NOT_SENT = "Ikke sendt. Brobygger svarer ikke lige nu.";
export const NO_ANSWER = "Brobygger tog imod, men havde ikke mere at sige.";
export const FETCHING = "Filen er på vej …";
export const DECLINED = "Du har afvist filen.";
export const DELETED = "Beskeden er slettet.";
export const ROLES = {
  frontline: "Medarbejder",
  leader: "Leder",
  signatory: "Godkender",
  coordinator: "Koordinator",
  administrator: "Administrator",
};
export const SECTORS = { region: "Region", municipality: "Kommune", practice: "Almen praksis" };
