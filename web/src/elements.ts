// Elements made one by one: text only ever enters as text.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

function filled<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child || child === "") element.append(child);
  return element;
}

/** An HTML element with attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/** A button with its key shown, that does something. */
export function button(label: string, act: () => void, key = "", attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", class: "plain", ...attributes }, label, key && " ", key && el("kbd", {}, key));
  made.addEventListener("click", act);
  return made;
}

/** Whether keys belong to a field that is being filled in. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox]), select, textarea");
}
