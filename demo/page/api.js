// Calls to the local channel. A call that fails throws `Trouble` with a code that words.js has words for.

export class Trouble extends Error {
  constructor(code, body = {}) {
    super(code);
    this.code = code;
    this.body = body;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Trouble("offline");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(body.error ?? "unknown", body);
  return body;
}

const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const start = () => call("/start");
export const unread = () => call("/unread");
export const enter = (person, kind) => post("/chats", { person, kind });
export const read = (person, conversation) => post("/read", { person, conversation });
export const say = (person, kind, text) => post("/messages", { person, kind, text });
export const sayAgain = (message) => post(`/messages/${encodeURIComponent(message)}/again`);
export const act = (click) => post("/actions", click);
export const answerFile = (answer) => post("/file-answers", answer);
export const clock = () => call("/clock");
export const wind = (step) => post("/clock", { step });
export const startOver = () => post("/start-over");

/** Follow every change after that number; the browser reconnects and goes on from the last one it saw. */
export function follow(after, { onChange, onConnection }) {
  const stream = new EventSource(`/events?after=${after}`);
  stream.addEventListener("message", (event) => onChange(JSON.parse(event.data)));
  stream.addEventListener("open", () => onConnection(true));
  stream.addEventListener("error", () => onConnection(false));
}
