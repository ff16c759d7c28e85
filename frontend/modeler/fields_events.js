// Fields of events: times, and the messages, signals, errors and escalations they wait for or throw.
import { eventDefinition, extended, extension, is } from './model.js';

const TIMES = [['timeDate', 'at an instant'], ['timeDuration', 'after a span of time'], ['timeCycle', 'again and again']];
const timer = (bo) => eventDefinition(bo, 'Timer');
const timeOf = (bo) => TIMES.find(([name]) => timer(bo)?.get(name))?.[0] ?? 'timeDuration';
const set = (kit, bo, name, body) => {
  const definition = timer(bo);
  const properties = Object.fromEntries(TIMES.map(([one]) => [one, undefined]));
  properties[name] = kit.create('bpmn:FormalExpression', { body }, definition);
  return [{ moddle: definition, properties }];
};

const timerFields = [
  { key: 'time.kind', label: 'Kind', kind: 'select', shown: timer, get: timeOf, options: (kit) => TIMES.map(([value, label]) => ({ value, label: kit.say(label) })), set: (kit, bo, name) => set(kit, bo, name, timer(bo).get(timeOf(bo))?.body ?? '') },
  { key: 'time.text', label: 'Time', kind: 'text', shown: timer, hint: 'ISO 8601 (P1D, PT4H, R3/PT10M, 2026-11-12T08:00:00+07:00) or an expression.', get: (bo) => timer(bo).get(timeOf(bo))?.body ?? '', set: (kit, bo, body) => set(kit, bo, timeOf(bo), body) },
  { key: 'time.office', label: 'counted in office time', kind: 'check', shown: timer, get: (bo) => Boolean(extension(timer(bo), 'Office')), set: (kit, bo, on) => [extended(kit, timer(bo), 'Office', { on })] },
];

// A root element is found by what is typed, or made together with the reference to it, as one change.
const KINDS = [
  { label: 'Message', type: 'Message', ref: 'messageRef', text: 'name' },
  { label: 'Signal', type: 'Signal', ref: 'signalRef', text: 'name' },
  { label: 'Error', type: 'Error', ref: 'errorRef', text: 'errorCode' },
  { label: 'Escalation', type: 'Escalation', ref: 'escalationRef', text: 'escalationCode' },
];
const holder = (bo, { type }) => (type === 'Message' && is(bo, 'ReceiveTask', 'SendTask') ? bo : eventDefinition(bo, type));

const rootFields = KINDS.map((kind) => ({
  key: kind.ref, label: kind.label, kind: 'text', hint: 'A new name makes a new one.', shown: (bo) => holder(bo, kind),
  suggest: (kit) => kit.roots(kind.type).map((root) => ({ value: root[kind.text] ?? '', label: root.name ?? '' })),
  get: (bo) => holder(bo, kind).get(kind.ref)?.[kind.text] ?? '',
  set: (kit, bo, value) => {
    const known = kit.roots(kind.type).find((root) => root[kind.text] === value);
    const root = value ? known ?? kit.create(`bpmn:${kind.type}`, { name: value, [kind.text]: value }, kit.definitions) : undefined;
    const made = root && !known ? [{ moddle: kit.definitions, properties: { rootElements: [...kit.definitions.get('rootElements'), root] } }] : [];
    return [...made, { moddle: holder(bo, kind), properties: { [kind.ref]: root } }];
  },
}));

const catches = (bo) => is(bo, 'ReceiveTask') || (is(bo, 'CatchEvent') && eventDefinition(bo, 'Message'));
const link = (bo) => eventDefinition(bo, 'Link');
const conditional = (bo) => eventDefinition(bo, 'Conditional');
const inEventScope = (bo) => is(bo, 'StartEvent') && is(bo.$parent, 'SubProcess') && bo.$parent.triggeredByEvent;

export const eventFields = [
  ...timerFields,
  ...rootFields,
  { key: 'correlation', label: 'Recognised by', kind: 'text', shown: catches, hint: 'An expression; the message carries the same value.', get: (bo) => extension(bo, 'Correlation')?.value ?? '', set: (kit, bo, value) => [extended(kit, bo, 'Correlation', { value })] },
  { key: 'link', label: 'Link', kind: 'text', shown: link, get: (bo) => link(bo).name ?? '', set: (kit, bo, name) => [{ moddle: link(bo), properties: { name: name || undefined } }] },
  { key: 'event.condition', label: 'Condition', kind: 'code', shown: conditional, get: (bo) => conditional(bo).condition?.body ?? '', set: (kit, bo, body) => [{ moddle: conditional(bo), properties: { condition: kit.expression(body, conditional(bo)) } }] },
  { key: 'cancels', label: 'ends what it is attached to', kind: 'check', shown: (bo) => is(bo, 'BoundaryEvent'), get: (bo) => bo.cancelActivity, set: (kit, bo, on) => [{ moddle: bo, properties: { cancelActivity: on } }] },
  { key: 'interrupts', label: 'ends what is under way', kind: 'check', shown: inEventScope, get: (bo) => bo.isInterrupting, set: (kit, bo, on) => [{ moddle: bo, properties: { isInterrupting: on } }] },
];
