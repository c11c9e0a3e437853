/** Light and dark: the reader's system decides until the reader does. `?theme=dark` or `#theme=dark` decides too. */
const darkPreferred = window.matchMedia("(prefers-color-scheme: dark)");
const themeListeners = [];

function addressOption(name) {
  return new URLSearchParams(location.search).get(name) ?? new URLSearchParams(location.hash.slice(1)).get(name);
}

// A browser may refuse storage to local files; the choice then lasts as long as the page.
function storedTheme(chosen) {
  try {
    if (chosen) localStorage.setItem("dietz-theme", chosen);
    return localStorage.getItem("dietz-theme");
  } catch {
    return null;
  }
}

function currentTheme() {
  return document.documentElement.dataset.theme;
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
  for (const listener of themeListeners) listener();
}

function chooseTheme(theme) {
  storedTheme(theme);
  applyTheme(theme);
}

function startTheme() {
  const wanted = addressOption("theme") ?? storedTheme();
  applyTheme(wanted ?? (darkPreferred.matches ? "dark" : "light"));
  darkPreferred.addEventListener("change", () => {
    if (!addressOption("theme") && !storedTheme()) applyTheme(darkPreferred.matches ? "dark" : "light");
  });
}

function themeColor(token) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();
}
