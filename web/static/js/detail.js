// The list of what is missing is ticked while the form is filled, the press appears once nothing is
// missing, and after a move done in place the reader is led to its answer.

const filled = (form, names) => names.split(' ').some((name) => (
  [...form.querySelectorAll(`[name="${name}"]`)].some((input) => (
    /radio|checkbox/.test(input.type) ? input.checked : input.value.trim() !== ''
  ))
));
const listOf = (form) => document.querySelector(`[data-checks="${form.id}"]`);
const leadOf = (form) => document.querySelector(`[data-leads="${form.id}"]`);
const gapsOf = (form) => [...listOf(form).querySelectorAll('[data-field]:not(.is-there)')];

function check(form) {
  for (const line of listOf(form).querySelectorAll('[data-field]')) {
    line.classList.toggle('is-there', line.dataset.field !== '' && filled(form, line.dataset.field));
  }
  const gaps = gapsOf(form);
  const heading = listOf(form).querySelector('p');
  heading.textContent = heading.textContent.trim().replace(/\d+/, gaps.length);
  heading.hidden = gaps.length === 0;
  showPress(form, heading.textContent, gaps);
}

function showPress(form, words, gaps) {
  const press = form.querySelector('.btn[type=submit]');
  press.classList.toggle('btn-notyet', gaps.length > 0);
  press.querySelector('small').textContent = words;
  press.querySelector('small').hidden = gaps.length === 0;
  const lead = leadOf(form);
  if (!lead) return;
  lead.hidden = gaps.length === 0;
  lead.nextElementSibling.hidden = gaps.length > 0;
  if (gaps.length) lead.querySelector('small').textContent = `${words}${lead.dataset.colon}${gaps[0].textContent}`;
}

// A move that still lacks something leads to the first gap.
function lead(form, event) {
  const name = gapsOf(form).map((gap) => gap.dataset.field.split(' ')[0]).find(Boolean);
  const input = name && form.querySelector(`[name="${name}"], [name="${name}_files"]`);
  if (!input) return;
  event.preventDefault();
  input.focus({ preventScroll: true });
  input.closest('.field').scrollIntoView({ block: 'center' });
}

function watch(form) {
  form.dataset.watched = '';
  if (!listOf(form)) return;
  form.addEventListener('input', () => check(form));
  const photos = form.querySelector('[data-photos]');
  if (photos) new MutationObserver(() => check(form)).observe(photos, { childList: true, subtree: true });
  form.classList.toggle('has-bar', leadOf(form) !== null);
  leadOf(form)?.addEventListener('click', (event) => lead(form, event));
  check(form);
}

function start() {
  document.querySelectorAll('form.offer:not([data-watched])').forEach(watch);
}

// After a swap: the first thing that is wrong, or else what has just been done.
document.addEventListener('htmx:afterSettle', (event) => {
  if (event.detail.target.id !== 'hazard' && event.detail.target.id !== 'main') return;
  start();
  const answer = document.querySelector('#hazard [role=alert][tabindex], #messages > .tell');
  answer?.focus({ preventScroll: true });
  answer?.scrollIntoView({ block: 'center' });
});

// An anchor into a closed part opens it: "#send-back" is where other pages lead to.
function unfold() {
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  const part = aim && aim.querySelector('details');
  if (part) part.open = true;
}

window.addEventListener('hashchange', unfold);
start();
unfold();
