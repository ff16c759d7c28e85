// The replay: the drawing of the version that was live, and where its tokens stood after each step.
// A step is a pure function of its number. The watermark of bpmn-js stays as it is.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './replay.css';

const MARKS = ['passed', 'here', 'now', 'was'];
const PACE = 900;

async function open(place) {
  const [drawing, told] = await Promise.all([fetch(place.dataset.diagram), fetch(place.dataset.frames)]);
  const viewer = new NavigatedViewer({ container: place });
  try {
    await viewer.importXML(await drawing.text());
  } catch {
    await told.body?.cancel();
    place.hidden = true; // a drawing of another program without a picture; the steps stand in the table
    document.getElementById('no-picture').hidden = false;
    return;
  }
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  addEventListener('beforeprint', () => canvas.zoom('fit-viewport'));
  new ResizeObserver(() => { canvas.resized(); canvas.zoom('fit-viewport', 'auto'); }).observe(place);
  play(viewer, canvas, (await told.json()).frames);
}

function play(viewer, canvas, frames) {
  const registry = viewer.get('elementRegistry');
  const player = document.querySelector('[data-player]');
  const slider = player.querySelector('input');
  const told = player.querySelector('output');
  const said = document.getElementById('step-said');
  const button = player.querySelector('[data-go=play]');
  const words = [button.textContent, button.dataset.pause];
  let marked = [];
  let timer = 0;

  const mark = (id, name) => {
    if (!registry.get(id)) return;
    canvas.addMarker(id, name);
    marked.push([id, name]);
  };
  const show = (number) => {
    const at = Math.min(Math.max(number, 1), frames.length);
    for (const [id, name] of marked) canvas.removeMarker(id, name);
    marked = [];
    const seen = new Set(frames.slice(0, at).flatMap((frame) => [...frame.passed, ...frame.flows]));
    for (const id of seen) mark(id, MARKS[0]);
    for (const id of frames[at - 1].here) mark(id, MARKS[1]);
    for (const id of frames[at - 1].passed) mark(id, MARKS[2]);
    for (const id of frames[at - 1].before) mark(id, MARKS[3]); // an intervention: where the tokens stood
    slider.value = at;
    told.textContent = told.dataset.of.replace('{n}', at).replace('{m}', frames.length);
    said.textContent = frames[at - 1].said;
    for (const row of document.querySelectorAll('[data-steps] tbody tr')) row.classList.toggle('here', row.id === `step-${frames[at - 1].number}`);
    return at;
  };
  const stop = () => { clearInterval(timer); timer = 0; button.textContent = words[0]; };
  const run = () => {
    if (timer) return stop();
    if (Number(slider.value) >= frames.length) show(1);
    button.textContent = words[1];
    timer = setInterval(() => { if (show(Number(slider.value) + 1) >= frames.length) stop(); }, PACE);
  };
  const deeds = { first: () => show(1), back: () => show(Number(slider.value) - 1), next: () => show(Number(slider.value) + 1), play: run };
  player.addEventListener('click', ({ target }) => {
    const deed = target.closest('[data-go]')?.dataset.go;
    if (deed && deed !== 'play') stop();
    deeds[deed]?.();
  });
  slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });
  document.querySelector('[data-steps] tbody')?.addEventListener('click', ({ target }) => {
    const row = target.closest('tr');
    if (row) { stop(); show(frames.findIndex((frame) => `step-${frame.number}` === row.id) + 1); }
  });
  player.hidden = false;
  show(frames.length);
}

const place = document.querySelector('[data-diagram]');
if (place) await open(place);
