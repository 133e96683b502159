// Lets the terminal begin when its font is there, and says why a desk has ended.
"use strict";

const WORDS = {
  1000: "You have left the desk. All your tags are saved.",
  1001: "The server was stopped. All your tags are saved.",
  1006:
    "The connection is lost. The desk has saved all that reached it,\n" +
    "and opens again by itself when the server can be reached.",
  4001:
    "All desks are in use, or five of them by you.\n" +
    "Close a tab that you do not need, or try again in a while.",
  4002: "The desk cannot be opened. The reason stands in the server's log.",
  4003:
    "The desk has stopped, and perhaps not everything could be saved.\n" +
    "What was left is kept on the server; its log says where.",
  4004: "You are logged out. All your tags are saved.",
};

const COME_BACK_MILLISECONDS = 3000;

const terminal = document.querySelector(".textual-terminal");
const dialog = document.querySelector("dialog");
const again = document.querySelector("#again");

terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";
again.addEventListener("click", () => location.replace("/"));
dialog.addEventListener("cancel", (event) => event.preventDefault());

function tell(code) {
  document.querySelector("#told").textContent = WORDS[code] ?? WORDS[1006];
  document.body.dataset.ended = code;
  dialog.showModal();
  again.focus();
  if (code === 1006) {
    setInterval(comeBack, COME_BACK_MILLISECONDS);
  }
}

async function comeBack() {
  try {
    await fetch("/static/icon.svg", { cache: "no-store" });
    location.replace("/");
  } catch {
    // The server cannot be reached yet.
  }
}

window.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url);
    this.addEventListener("open", () =>
      terminal.querySelector(".xterm-helper-textarea").focus(),
    );
    this.addEventListener("close", (event) => tell(event.code));
  }
};

// textual.js begins on load, and measures the letters when it does.
const begin = window.onload;
window.onload = async (event) => {
  const weights = [400, 700].map((weight) =>
    document.fonts.load(`${weight} 16px "Roboto Mono"`),
  );
  await Promise.allSettled(weights);
  begin(event);
};
