// Copies a feed's address. Without this file the address stands beside the hidden button, to be copied by hand.
"use strict";

function copyByHand(text) {
  // navigator.clipboard is for https and localhost only.
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.className = "aside";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
}

function copy(text) {
  const clipboard = navigator.clipboard;
  return clipboard ? clipboard.writeText(text).catch(() => copyByHand(text)) : copyByHand(text);
}

const told = document.createElement("p");
told.className = "aside";
told.setAttribute("role", "status");
document.body.append(told);

for (const button of document.querySelectorAll("button.copy")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(button.value, document.baseURI).href;
    try {
      await copy(address);
    } catch {
      return;
    }
    button.focus();
    button.textContent = button.dataset.copied;
    told.textContent = `${button.dataset.copied}: ${address}`;
    setTimeout(() => {
      button.textContent = label;
      told.textContent = "";
    }, 2500);
  });
}
