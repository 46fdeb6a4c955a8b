// On every page: the key that leads to the search field, charts saved as pictures, forms without empty fields.

import { typing } from "./elements";
import { offerPictures } from "./pictures";

document.documentElement.classList.add("js");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  document.getElementById("quick")?.focus();
});

// On a narrow screen the search form starts closed.
if (matchMedia("(max-width: 760px)").matches) {
  for (const side of document.querySelectorAll<HTMLDetailsElement>("details.side")) side.open = false;
}

// An address holds what was chosen, not every field that was left empty.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "get") return;
  const empty = [...form.elements].filter((field): field is HTMLInputElement => field instanceof HTMLInputElement && field.value === "" && field.name !== "");
  for (const field of empty) field.disabled = true;
  setTimeout(() => { for (const field of empty) field.disabled = false; });
});

// Where the bar is wider than the screen, the page that is open is in sight.
const here = document.querySelector<HTMLElement>(".bar nav [aria-current]");
const pages = here?.parentElement;
if (here && pages) pages.scrollLeft = here.offsetLeft - pages.offsetLeft - 24;

// Of a chart that is wider than the screen the newest days are in sight, where no names stand at its left.
for (const scroll of document.querySelectorAll<HTMLElement>('figure:is([data-chart="dyad"], [data-chart="actor-over-time"]) .scroll')) scroll.scrollLeft = scroll.scrollWidth;

offerPictures();
