/* The switch between light and dark; everything else is links. */
"use strict";
(function () {
  const root = document.documentElement;
  const button = document.getElementById("dark");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches);
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    show();
  });
  show();
})();
