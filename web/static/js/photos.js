// A photo is uploaded the moment it is chosen; the form posts only its id. Markup and words:
// templates/partials/photos/photo_picker.html. Without this file the form posts the files themselves.
import { renewed } from './kept.js';
import { shrink } from './shrink.js';

const PAUSES = [1000, 3000, 9000];        // milliseconds before each automatic retry
const jobs = new WeakMap();               // the box of a photo → { id, file, blob, state }
let line = Promise.resolve();             // one upload at a time: a phone's uplink is narrow

const pickerOf = (box) => box.closest('[data-photos]');
const copyOf = (picker, which) => picker.querySelector(`template[${which}]`).content.cloneNode(true);
const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();      // absent on plain http in the local network
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function show(box, state, why = '') {
  jobs.get(box).state = state;
  box.querySelector('.shot-status').replaceChildren(copyOf(pickerOf(box), `data-status="${state}"`));
  const caption = box.querySelector('.shot-why');
  caption.textContent = why;
  caption.hidden = !why;
}

function add(picker, file) {
  const input = picker.querySelector('input[type=file]');
  input.before(copyOf(picker, 'data-shot'));
  const box = input.previousElementSibling;
  const image = box.querySelector('img');
  image.addEventListener('error', () => { image.classList.add('invisible'); });   // HEIC, or no picture
  image.src = URL.createObjectURL(file);
  jobs.set(box, { id: uuid(), file });
  send(box);
}

function drop(box) {
  const input = pickerOf(box).querySelector('input[type=file]');
  URL.revokeObjectURL(box.querySelector('img').src);
  box.remove();
  input.focus();
}

function send(box) {
  show(box, 'uploading');
  line = line.then(() => upload(box));
}

async function upload(box) {
  const job = jobs.get(box);
  job.blob ??= await shrink(job.file);
  for (const pause of [...PAUSES, 0]) {
    if (!box.isConnected) return;                         // removed meanwhile
    const answer = await post(pickerOf(box), job);
    if (!box.isConnected) return;
    if (answer.photo) return void accept(box, answer.photo);
    if (answer.why || !pause) return void show(box, answer.state, answer.why);
    await wait(pause);
  }
}

async function post(picker, job) {
  const body = new FormData();
  body.append('id', job.id);
  body.append('file', job.blob, job.file.name);
  const token = picker.closest('form').querySelector('[name=csrfmiddlewaretoken]').value;
  const headers = { 'X-CSRFToken': token, 'X-Opened-By': document.body.dataset.openedBy, Accept: 'application/json' };
  try {
    const response = await fetch(picker.dataset.upload, { method: 'POST', body, headers, redirect: 'manual' });
    return await read(response, picker);
  } catch {
    return { state: 'failed' };                           // no network, or no answer worth reading
  }
}

async function read(response, picker) {
  if (response.ok) return { photo: await response.json() };
  if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) {
    const { came } = await renewed();                     // logged in again: the next try goes through
    const words = { login: 'expired', opener: 'opener' }[came];
    return { state: 'failed', why: words && copyOf(picker, `data-words="${words}"`).textContent };
  }
  if (response.status >= 500 || response.status === 429) return { state: 'failed' };
  const { errors } = await response.json();
  return { state: 'refused', why: errors[0].detail };
}

function accept(box, photo) {
  const id = document.createElement('input');
  Object.assign(id, { type: 'hidden', name: pickerOf(box).dataset.photos, value: photo.id });
  box.append(id);
  const image = box.querySelector('img');
  URL.revokeObjectURL(image.src);                         // the large picture need not stay in memory
  image.src = photo.thumb;
  image.classList.remove('invisible');
  box.querySelector('a[data-enlarge]').href = photo.display;
  show(box, 'uploaded');
}

function enhance(picker) {
  const input = picker.querySelector('input[type=file]');
  picker.dataset.ready = '';
  input.classList.replace('form-control', 'visually-hidden');
  picker.querySelector('.shot-add').hidden = false;
  const take = () => {
    for (const file of [...input.files]) add(picker, file);
    input.value = '';
  };
  input.addEventListener('change', take);
  take();                                  // what was chosen before this file had come over a slow line
  picker.addEventListener('click', (event) => {
    const box = event.target.closest('.shot-box');
    if (event.target.closest('.shot-drop')) drop(box);
    if (event.target.closest('.shot-retry')) send(box);
  });
}

async function hold(form, button, box) {
  if (form.dataset.waiting) return;                       // pressed twice
  form.dataset.waiting = 'yes';
  const before = [...button.childNodes];
  button.replaceChildren(copyOf(pickerOf(box), 'data-words="waiting"'));
  await line;
  button.replaceChildren(...before);
  delete form.dataset.waiting;
  button.click();
}

// In the capturing phase, so that htmx does not post the form before the photos are there either.
document.addEventListener('submit', (event) => {
  const form = event.target;
  const boxes = [...form.querySelectorAll('.shot-box')].filter((box) => jobs.has(box));
  const stuck = boxes.find((box) => jobs.get(box).state !== 'uploaded');
  if (!stuck) return;
  event.preventDefault();
  event.stopPropagation();
  const busy = boxes.find((box) => jobs.get(box).state === 'uploading');
  const button = event.submitter ?? [...form.elements].find((element) => element.type === 'submit');
  if (busy) hold(form, button, busy);
  else stuck.querySelector('.shot-retry, .shot-drop').focus();
}, true);

// The line is back: what had been given up is tried again by itself.
window.addEventListener('online', () => {
  for (const box of document.querySelectorAll('.shot-box')) if (jobs.get(box)?.state === 'failed') send(box);
});

const enhanceAll = () => document.querySelectorAll('[data-photos]:not([data-ready])').forEach(enhance);
document.addEventListener('htmx:afterSettle', enhanceAll);   // settling puts classes back
enhanceAll();
