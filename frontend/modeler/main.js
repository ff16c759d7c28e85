// The editor: the drawing with bpmn-js, our own panel, findings of the server, draft, publishing.
// The watermark of bpmn-js stays as it is, visible and uncovered.
import Modeler from 'bpmn-js/lib/Modeler';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './studio.css';
import { descriptor } from './descriptor.js';
import { fit } from './fit.js';
import { HEADERS, keeping } from './keeping.js';
import { Kit, keepReferences } from './model.js';
import { listed, marks } from './marks.js';
import { panel } from './panel.js';
import { translated } from './translate.js';

async function open(editor) {
  const part = (name) => editor.querySelector(`[data-part=${name}]`);
  const data = await (await fetch(editor.dataset.editor, { headers: HEADERS })).json();
  const modeler = new Modeler({ container: part('canvas'), moddleExtensions: { satupintu: descriptor }, additionalModules: [translated(data.words)] });
  const kit = new Kit(modeler, data);
  const lost = await shown(kit, part('state'));
  if (!lost) return;
  const besidePalette = () => fit(modeler, matchMedia('(min-width: 901px)').matches ? 128 : 16);
  besidePalette();
  new ResizeObserver(() => modeler.get('canvas').resized()).observe(part('canvas'));

  const sides = panel(part('panel'), kit);
  const said = (words, tone = 'none') => { part('saved').textContent = words; part('saved').className = `lamp ${tone}`; };
  const draft = keeping(kit, said);
  const state = (words, tone = 'none') => { part('state').textContent = words; part('state').className = `lamp ${tone}`; };
  const marked = marks(modeler);
  const found = (findings) => {
    marked.show(findings);
    listed(part('findings'), findings, marked.goTo);
    const refused = findings.some((one) => one.tone === 'late');
    state(findings.length ? kit.say('{n} findings', { n: findings.length }) : kit.say('No findings: this drawing can be published.'), refused ? 'late' : findings.length ? 'today' : 'ok');
  };
  const turns = { now: 0, told: 0 }; // what was asked before the last change or check is not listened to any more
  const deeds = { undo: () => kit.stack.undo(), redo: () => kit.stack.redo(), fit: besidePalette, check: () => check(kit, found, state, turns) };
  editor.addEventListener('pointerdown', ({ target }) => { if (!part('panel').contains(target)) sides.settle(); }, true);
  editor.addEventListener('click', ({ target }) => { sides.settle(); deeds[target.closest('[data-deed]')?.dataset.deed]?.(); });
  kit.modeler.on('commandStack.changed', () => {
    for (const [deed, can] of [['undo', kit.stack.canUndo()], ['redo', kit.stack.canRedo()]]) editor.querySelector(`[data-deed=${deed}]`).disabled = !can;
    const checking = turns.now !== turns.told;
    turns.told = ++turns.now;
    if (checking || part('findings').children.length || part('state').classList.contains('ok')) state(kit.say('Not checked since the last change'));
  });
  editor.querySelector('form[data-publish]').addEventListener('submit', async (event) => {
    event.preventDefault();
    sides.settle();
    await publish(event.target, { kit, draft, found, state });
  });
  if (lost.length) found(lost.map((one) => ({ element: one.element?.id ?? '', name: '', tone: 'today', sentence: kit.say('The editor can\'t keep this part, and publishing the drawing would lose it: {reason}', { reason: one.message }) })));
  editor.dataset.ready = 'yes';
}

async function shown(kit, place) {
  try {
    const { warnings } = await kit.modeler.importXML(kit.data.xml);
    return keepReferences(kit.modeler, warnings);
  } catch (fault) {
    const bare = /no diagram to display/.test(fault.message);
    place.textContent = bare ? kit.say('This drawing has no picture: it says what happens, but not where things stand on the paper.') : kit.say('This file can\'t be shown as a drawing: {reason}', { reason: fault.message });
    place.className = 'lamp late';
    return null;
  }
}

async function check(kit, found, state, turns) {
  state(kit.say('Checking…'));
  const turn = ++turns.now;
  try {
    const { xml } = await kit.modeler.saveXML({ format: true });
    const body = JSON.stringify({ xml });
    const answer = await fetch(kit.data.findings, { method: 'POST', body, headers: { ...HEADERS, 'Content-Type': 'application/json' }, redirect: 'error' });
    const told = await answer.json();
    if (turn !== turns.now) return;
    turns.told = turn;
    if (answer.ok) found(told.findings);
    else state(told.detail, 'late');
  } catch {
    if (turn !== turns.now) return;
    turns.told = turn;
    state(kit.say('The server could not be reached. Nothing is lost; try again.'), 'late');
  }
}

async function publish(form, { kit, draft, found, state }) {
  const trouble = form.querySelector('[data-part=trouble]');
  const tell = (words, url) => {
    trouble.textContent = `${words} `;
    if (url) trouble.append(Object.assign(document.createElement('a'), { href: url, textContent: kit.say('Compare the two') }));
    trouble.hidden = !words;
  };
  tell('');
  if (!(await draft.save())) return;
  state(kit.say('Publishing…'));
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: HEADERS, redirect: 'error' });
    const told = await answer.json();
    if (answer.ok) { draft.forget(); location.assign(told.url); return; }
    if (told.findings?.length) found(told.findings);
    else state('');
    tell(told.said ?? told.detail, told.outdated && form.dataset.compare);
  } catch {
    state('');
    tell(kit.say('The server could not be reached. Nothing is lost; try again.'));
  }
}

const editor = document.querySelector('[data-editor]');
if (editor) await open(editor);
