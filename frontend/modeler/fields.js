// The panel as a table: groups of fields, each saying when it shows, what it reads, and which updates a change makes.
import { decisionFields, flowFields, personFields, scriptFields, serviceFields } from './fields_tasks.js';
import { eventFields } from './fields_events.js';
import { callFields, repeatFields } from './fields_repeat.js';
import { is } from './model.js';

const subject = (bo) => (is(bo, 'Participant') && bo.processRef) || bo;
const ID = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

export const general = [
  {
    key: 'name', label: 'Name', kind: 'area', shown: (bo) => !is(bo, 'Collaboration'),
    get: (bo) => (is(bo, 'TextAnnotation') ? bo.text : bo.name) ?? '',
    run: (kit, element, bo, value) => kit.modeling.updateLabel(element, value),
  },
  {
    key: 'process-name', label: 'Name', kind: 'text', shown: (bo) => is(bo, 'Process'), get: (bo) => bo.name ?? '',
    set: (kit, bo, value) => [{ moddle: bo, properties: { name: value || undefined } }],
  },
  {
    key: 'id', label: 'Id', kind: 'text', hint: 'Letters, digits and _; unique in the drawing. A changed id matters to cases that are moved later.',
    shown: (bo) => !is(bo, 'Process', 'Collaboration'), get: (bo) => bo.id,
    check: (kit, bo, value) => (value !== bo.id && (!ID.test(value) || kit.moddle.ids.assigned(value)) ? kit.say('“{id}” can\'t be an id here, or it is taken. The old one stays.', { id: value }) : ''),
    run: (kit, element, bo, value) => kit.modeling.updateProperties(element, { id: value }),
  },
  {
    key: 'documentation', label: 'Explanation', kind: 'area', hint: 'Shown to whoever works on this step.',
    shown: (bo) => !is(subject(bo), 'Collaboration', 'TextAnnotation', 'Group'),
    get: (bo) => subject(bo).get('documentation')[0]?.text ?? '',
    set: (kit, bo, text) => {
      const about = subject(bo);
      const documentation = text ? [kit.create('bpmn:Documentation', { text }, about)] : [];
      return [{ moddle: about, properties: { documentation } }];
    },
  },
];
general[0].shown = (bo) => !is(bo, 'Collaboration', 'Process');

export const GROUPS = [
  { title: 'General', fields: general },
  { title: 'Who and what', fields: personFields },
  { title: 'Operation', fields: serviceFields },
  { title: 'Decision', fields: decisionFields },
  { title: 'Assignments', fields: scriptFields },
  { title: 'Condition', fields: flowFields },
  { title: 'When', fields: eventFields },
  { title: 'Called process', fields: callFields },
  { title: 'Several times', fields: repeatFields },
];
