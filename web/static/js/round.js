// A round on the phone: each tap is sent by htmx, and kept on the device until the server has it.
// Without this file htmx sends the taps; without any script the form is sent as a whole.

const form = document.querySelector('[data-round]');
const said = document.getElementById('kept');
const KEY = `round ${form?.dataset.round}`;
const AGAIN = 8000;                       // milliseconds until what was not sent is tried again

const waiting = () => JSON.parse(localStorage.getItem(KEY) ?? '{}');

function remember(taps) {
  if (Object.keys(taps).length) localStorage.setItem(KEY, JSON.stringify(taps));
  else localStorage.removeItem(KEY);
}

function tell(isHere) { said.textContent = isHere ? said.dataset.here : said.dataset.kept; }

const nameOf = (event) => event.detail.requestConfig?.elt?.querySelector?.('[type=radio]')?.name;

function forget(event) {
  const name = nameOf(event);
  if (!name || !event.detail.successful) return;
  const taps = waiting();
  delete taps[name];
  remember(taps);
  tell(Object.keys(taps).length > 0);
}

function again() {
  for (const [name, value] of Object.entries(waiting())) {
    const radio = document.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (!radio || radio.disabled) continue;
    radio.checked = true;
    window.htmx?.trigger(radio.closest('.line'), 'change');
  }
}

if (form) {
  document.addEventListener('change', (event) => {
    if (event.target.type !== 'radio') return;
    remember({ ...waiting(), [event.target.name]: event.target.value });
    tell(true);
  });
  document.addEventListener('htmx:afterRequest', forget);
  window.addEventListener('online', again);
  window.addEventListener('load', again);
  setInterval(() => { if (Object.keys(waiting()).length) again(); }, AGAIN);
  form.addEventListener('submit', () => { remember({}); });
}
