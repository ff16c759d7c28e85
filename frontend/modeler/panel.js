// The properties panel: draws the fields that an element has and turns each change into one step that can be undone.
import { GROUPS } from './fields.js';
import { INPUTS, element as make } from './inputs.js';
import { own } from './model.js';

const TYPES = { SubProcess: 'Sub-process', AdHocSubProcess: 'Ad-hoc sub-process', EventBasedGateway: 'Event-based gateway' };

// `bpmn:UserTask` → `User task`, as bpmn-js calls it.
function kindOf(bo) {
  const type = bo.$type.replace('bpmn:', '');
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return TYPES[type] ?? words[0].toUpperCase() + words.slice(1);
}

export function panel(place, kit) {
  const selection = kit.modeler.get('selection');
  let drawn = { signature: '', fields: [] };

  const chosen = () => {
    const [one] = selection.get();
    const found = one?.labelTarget ?? one ?? kit.modeler.get('canvas').getRootElement();
    return found && own(found) ? found : null;
  };
  const visible = (bo) => GROUPS.map((group) => ({ ...group, fields: group.fields.filter((field) => field.shown(bo)) })).filter((group) => group.fields.length);

  const build = (group, open) => make('details', { open }, make('summary', { text: kit.say(group.title) }), ...group.fields.map((field) => line(field)));
  const line = (field) => {
    const id = `p-${field.key}`;
    const wrong = make('p', { class: 'wrong', hidden: true, role: 'alert' });
    const input = INPUTS[field.kind](field, id, (value) => change(field, value, wrong), kit);
    const hint = field.hint ? make('span', { class: 'hint', id: `${id}-hint`, text: kit.say(field.hint) }) : '';
    if (field.hint) input.node.setAttribute('aria-describedby', `${id}-hint`);
    if (field.kind === 'rows') input.node.setAttribute('aria-label', kit.say(field.label));
    const label = field.kind === 'rows' ? make('span', { class: 'lab', text: kit.say(field.label) }) : make('label', { for: id, text: kit.say(field.label) });
    drawn.fields.push({ field, input });
    const parts = field.kind === 'check' ? [make('div', { class: 'tick' }, input.node, label), hint] : [label, hint, wrong, input.node, input.beside ?? ''];
    return make('div', { class: 'field' }, ...parts);
  };
  const change = (field, value, wrong) => {
    const element = chosen();
    const bo = own(element);
    const said = field.check?.(kit, bo, value) ?? '';
    wrong.textContent = said;
    wrong.hidden = !said;
    if (!said && JSON.stringify(value) !== JSON.stringify(field.get(bo))) {
      if (field.run) field.run(kit, element, bo, value);
      else kit.change(element, field.set(kit, bo, value));
    }
    draw();
  };
  const draw = () => {
    const element = chosen();
    if (!element) return;
    const bo = own(element);
    const groups = visible(bo);
    const signature = `${bo.$type} ${bo.id} ${groups.flatMap((group) => group.fields.map((field) => field.key)).join(' ')}`;
    if (signature !== drawn.signature) {
      const focus = document.activeElement?.id;
      drawn = { signature, fields: [] };
      const kind = kit.say(kindOf(bo));
      const title = make('header', {}, make('h2', { text: (bo.name || bo.text || kind).slice(0, 80) }), make('small', { text: `${kind} · ${bo.id}` }));
      place.replaceChildren(title, ...groups.map((group, at) => build(group, at < 4)));
      if (focus?.startsWith('p-')) document.getElementById(focus)?.focus();
    }
    for (const { field, input } of drawn.fields) {
      if (input.beside) input.beside.replaceChildren(...field.suggest(kit).map((one) => make('option', { value: one.value, text: one.label })));
      input.show(field.get(bo));
    }
    const heading = place.querySelector('h2');
    if (bo.name && heading) heading.textContent = bo.name.slice(0, 80);
  };
  // What was typed and not yet left is taken over before the selection moves on or the drawing is sent away.
  const settle = () => { if (place.contains(document.activeElement)) document.activeElement.blur(); };
  kit.modeler.on('commandStack.changed', draw);
  kit.modeler.on('selection.changed', draw);
  kit.modeler.on('import.done', draw);
  draw();
  return { settle };
}
