const LOCALE = "en-GB";
const MINUS = "\u2212";
const NONE = "\u2013";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const formatters = new Map();

function numberFormat(options) {
  const key = JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(LOCALE, options));
  return formatters.get(key);
}

function isPresent(value) {
  return value !== null && value !== undefined && value !== "" && Number.isFinite(Number(value));
}

// Decimal strings go to the formatter as text: engines that read them exactly then print them exactly.
function withSign(text, signed, value) {
  const zero = !/[1-9]/.test(text);
  const bare = text.replace(/^[-\u2212]/, "");
  if (zero) return bare;
  if (Number(value) < 0) return MINUS + bare;
  return signed ? `+${bare}` : bare;
}

function formatNumber(value, digits = 2, signed = false) {
  if (!isPresent(value)) return NONE;
  const format = numberFormat({minimumFractionDigits: digits, maximumFractionDigits: digits});
  return withSign(format.format(value), signed, value);
}

function formatPercent(value, digits = 2, signed = false) {
  if (!isPresent(value)) return NONE;
  return `${formatNumber(Number(value) * 100, digits, signed)}%`;
}

function formatCount(value) {
  return formatNumber(value, 0);
}

/** Significant digits for factors, exponents and other bare numbers of an explanation. */
function formatPlain(value, digits = 10) {
  if (!isPresent(value)) return NONE;
  const size = Math.abs(Number(value));
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return Number(value).toExponential(4).replace("-", MINUS);
  return withSign(numberFormat({maximumSignificantDigits: digits}).format(value), false, value);
}

function currencyDigits(currency) {
  try {
    return new Intl.NumberFormat(LOCALE, {style: "currency", currency}).resolvedOptions().maximumFractionDigits;
  } catch {
    return 2;
  }
}

function formatMoney(value, currency, {signed = false, whole = false} = {}) {
  return formatNumber(value, whole ? 0 : currencyDigits(currency), signed);
}

/** Every digit of a decimal string, with grouped thousands and without trailing zeros. */
function formatQuantity(value) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) return isPresent(value) ? formatPlain(value) : NONE;
  const [, sign, whole, fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (sign ? MINUS : "") + grouped + (digits ? `.${digits}` : "");
}

function formatCompact(value) {
  return withSign(numberFormat({notation: "compact", maximumSignificantDigits: 4}).format(value), false, value);
}

function formatDate(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(iso ?? ""));
  if (!match) return iso ? String(iso) : NONE;
  return `${Number(match[3])} ${MONTHS[Number(match[2]) - 1]} ${match[1]}`;
}

function formatInterval(from, to) {
  if (!from && !to) return "";
  return `${formatDate(from)} to ${formatDate(to)}`;
}

function epochSeconds(iso) {
  return Date.parse(`${String(iso).slice(0, 10)}T00:00:00Z`) / 1000;
}

function isoOfEpoch(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** snake_case as words: "flow_timing" gives "Flow timing". */
function words(name) {
  const text = String(name).replace(/_/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text of any JSON value in a basis or a policy. */
function plainText(value) {
  if (value === null || value === undefined) return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([k, v]) => `${words(k)}: ${plainText(v)}`).join("; ");
  return String(value);
}

/** The exact sum of decimal strings, or null when one of them is missing or no plain decimal. */
function decimalSum(terms) {
  const parts = terms.map((t) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(t)));
  if (parts.some((p) => !p)) return null;
  const scale = Math.max(0, ...parts.map((p) => (p[3] ?? "").length));
  const units = parts.map((p) => BigInt(p[1] + p[2] + (p[3] ?? "").padEnd(scale, "0")));
  const total = units.reduce((a, b) => a + b, 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return (total < 0n ? "-" : "") + whole + (scale ? `.${digits.slice(-scale)}` : "");
}

function negated(decimal) {
  const text = String(decimal ?? "");
  if (text === "") return null;
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}
