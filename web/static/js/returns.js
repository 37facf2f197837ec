// The page of a return: the list of gaps is ticked while the blanks are filled, and the panel behind a
// figure opens in place. All of it works without.

const form = document.getElementById('fill');
const submit = document.querySelector('[data-submit]');
const gaps = document.querySelector('[data-gaps]');

const inputs = (code) => [...document.querySelectorAll(`[form="fill"][name="v-${code}"]`)];
const filled = (code) => inputs(code).some((input) => (
  input.type === 'radio' ? input.checked : input.value.trim() !== ''
));
const open = () => [...gaps.querySelectorAll('li:not(.is-there)')];

function check() {
  if (!gaps) return;
  for (const line of gaps.querySelectorAll('[data-gap]')) {
    line.classList.toggle('is-there', filled(line.dataset.gap));
  }
  const left = open().length;
  const heading = gaps.querySelector('p');
  heading.textContent = heading.textContent.trim().replace(/\d+/, left);
  heading.hidden = left === 0;
  showPress(left, heading.textContent);
}

function showPress(left, words) {
  if (!submit) return;
  submit.classList.toggle('btn-notyet', left > 0);
  submit.classList.toggle('btn-primary', left === 0);
  const small = submit.querySelector('small');
  small.textContent = words;
  small.hidden = left === 0;
}

// A return that still lacks something leads to the first gap.
function lead(event) {
  const gap = gaps && open()[0];
  if (!gap) return;
  event.preventDefault();
  const aim = document.querySelector(gap.querySelector('a').hash);
  aim.scrollIntoView({ block: 'center' });
  aim.focus({ preventScroll: true });
}

// --- What was typed stays (js/leaving.js asks before it is left behind) ---------------------------

if (form) {
  const heard = (event) => { if (event.target.getAttribute('form') === 'fill') check(); };
  document.addEventListener('input', heard);
  document.addEventListener('change', heard);
  document.addEventListener('submit', keepPlace);
  submit?.addEventListener('click', lead);
  check();
}

// After a save the reader is where they were.
const PLACE = `place ${location.pathname}`;
function keepPlace() { sessionStorage.setItem(PLACE, String(scrollY)); }
const place = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (place && !location.hash && !document.querySelector('.tell.is-error')) scrollTo(0, Number(place));

// --- The panel behind a figure ---------------------------------------------------------------------

function mark() {
  const code = document.getElementById('behind')?.dataset.open;
  for (const blank of document.querySelectorAll('[data-behind]')) {
    blank.classList.toggle('is-open', blank.dataset.behind === code);
  }
}

function close(event) {
  const aim = document.querySelector(event.target.closest('a').hash);
  event.preventDefault();
  const empty = Object.assign(document.createElement('div'), { id: 'behind', hidden: true });
  document.getElementById('behind').replaceWith(empty);
  mark();
  history.replaceState(null, '', location.pathname);
  aim?.focus({ preventScroll: true });
}

document.addEventListener('click', (event) => { if (event.target.closest('[data-close]')) close(event); });
document.addEventListener('htmx:afterSettle', () => {
  mark();
  const panel = document.querySelector('.behind');
  panel?.focus({ preventScroll: true });
  const aside = panel?.closest('.aside');
  if (aside) aside.scrollTop = panel.offsetTop - aside.offsetTop;
});

// --- Printing ------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
