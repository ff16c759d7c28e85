// Fields of tasks and flows.
import { eventDefinition, extended, extension, is } from './model.js';

const person = (bo) => is(bo, 'UserTask');
const throwsMessage = (bo) => is(bo, 'ThrowEvent') && eventDefinition(bo, 'Message');
const serves = (bo) => is(bo, 'ServiceTask', 'SendTask', 'BusinessRuleTask') || Boolean(throwsMessage(bo));
const attribute = (type, name, field) => ({
  key: `${type}.${name}`,
  kind: 'text',
  get: (bo) => extension(bo, type)?.get(name) ?? '',
  set: (kit, bo, value) => [extended(kit, bo, type, { [name]: value })],
  ...field,
});

export const personFields = [
  attribute('Task', 'form', { label: 'Form', kind: 'select', shown: person, options: (kit) => [{ value: '', label: kit.say('no form') }, ...kit.data.forms] }),
  attribute('Task', 'desk', { label: 'Desk', shown: person, suggest: (kit) => kit.data.desks, hint: 'An expression, for example "role:agendaris" or head_desk.' }),
  attribute('Task', 'due', { label: 'Due', shown: person, hint: 'An expression that gives an instant, for example dispose_due_at.' }),
  attribute('Task', 'not-by', {
    label: 'Not by whoever did', shown: person, hint: 'Four eyes: ids of earlier steps, with commas, or starter; who did those may not do this one.',
    suggest: (kit) => kit.registry.filter((one) => person(one.businessObject)).map(({ businessObject: bo }) => ({ value: bo.id, label: bo.name ?? '' })),
  }),
];

export const serviceFields = [
  attribute('Service', 'handler', {
    label: 'Operation', kind: 'select', shown: serves,
    options: (kit) => [{ value: '', label: kit.say('choose an operation') }, ...kit.data.operations.map((value) => ({ value, label: value }))],
  }),
  {
    key: 'Service.with', label: 'What it is given', kind: 'rows', columns: ['Name', 'Value'], shown: serves,
    get: (bo) => (extension(bo, 'Service')?.get('with') ?? []).map((one) => [one.name ?? '', one.value ?? '']),
    set: (kit, bo, rows) => [extended(kit, bo, 'Service', {}, { with: rows.map(([name, value]) => kit.moddle.create('satupintu:With', { name, value })) })],
  },
  attribute('Service', 'outside', { label: 'outside the transaction', kind: 'check', shown: serves, hint: 'For what takes long or leaves the house; done by the worker, tried again when it fails.', get: (bo) => Boolean(extension(bo, 'Service')?.get('outside')) }),
  attribute('Service', 'retries', { label: 'Attempts', shown: (bo) => serves(bo) && Boolean(extension(bo, 'Service')?.get('outside')) }),
];

const ruled = (bo) => is(bo, 'BusinessRuleTask');
export const decisionFields = [
  attribute('Decision', 'ref', { label: 'Decision', shown: ruled, suggest: (kit) => kit.data.decisions.map((value) => ({ value, label: '' })) }),
  attribute('Decision', 'required', { label: 'some rule must match', kind: 'check', shown: ruled, get: (bo) => Boolean(extension(bo, 'Decision')?.get('required')) }),
  attribute('Decision', 'result', { label: 'Result', shown: ruled, hint: 'The name under which the process keeps the answer.' }),
];

export const scriptFields = [
  {
    key: 'script', label: 'Assignments', kind: 'code', hint: 'One line each: name = expression.', shown: (bo) => is(bo, 'ScriptTask'), get: (bo) => bo.script ?? '',
    set: (kit, bo, script) => [{ moddle: bo, properties: { script: script || undefined } }],
  },
];

const flow = (bo) => is(bo, 'SequenceFlow');
const chooses = (bo) => flow(bo) && bo.sourceRef && is(bo.sourceRef, 'ExclusiveGateway', 'InclusiveGateway', 'Activity');
const isDefault = (bo) => bo.sourceRef?.default === bo;
export const flowFields = [
  {
    key: 'condition', label: 'Condition', kind: 'code', shown: (bo) => flow(bo) && !isDefault(bo), hint: 'An expression over the data of the case, for example outcome == "accept".',
    get: (bo) => bo.conditionExpression?.body ?? '',
    set: (kit, bo, body) => [{ moddle: bo, properties: { conditionExpression: kit.expression(body, bo) } }],
  },
  {
    key: 'default', label: 'taken when no condition holds (default)', kind: 'check', shown: chooses, get: isDefault,
    set: (kit, bo, on) => [
      ...(on && bo.conditionExpression ? [{ moddle: bo, properties: { conditionExpression: undefined } }] : []),
      { moddle: bo.sourceRef, properties: { default: on ? bo : undefined } },
    ],
  },
];
